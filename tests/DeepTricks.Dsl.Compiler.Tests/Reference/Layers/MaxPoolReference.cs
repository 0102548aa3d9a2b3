namespace DeepTricks.Dsl.Compiler.Tests.Reference.Layers;

/// <summary>The largest number of each window, the first one among equals.</summary>
internal sealed class MaxPoolReference(ReferenceLayer layer, int index, Extent input) : ReferenceOperation
{
    private readonly PoolWindow window = new(layer, input);

    public override Extent Output => window.Output;

    public override Volume Forward(Volume input, ReferencePass pass)
    {
        var output = new Volume(input.Samples, Output);
        int[]? chosen = pass.Choices.Recorded(index);
        if (chosen is null)
        {
            chosen = Largest(input, pass);
            pass.Choices.Record(index, chosen);
        }

        for (int i = 0; i < chosen.Length; i++)
        {
            output.Values[i] = input.Values[chosen[i]];
        }

        return output;
    }

    private int[] Largest(Volume input, ReferencePass pass)
    {
        var chosen = new List<int>();
        double closest = double.PositiveInfinity;
        for (int sample = 0; sample < input.Samples; sample++)
        {
            for (int y = 0; y < Output.Height; y++)
            {
                for (int x = 0; x < Output.Width; x++)
                {
                    for (int channel = 0; channel < Output.Channels; channel++)
                    {
                        int best = -1;
                        foreach (int member in window.Members(input, sample, y, x, channel))
                        {
                            if (best < 0 || input.Values[member] > input.Values[best])
                            {
                                best = member;
                            }
                        }

                        foreach (int member in window.Members(input, sample, y, x, channel))
                        {
                            double gap = input.Values[best] - input.Values[member];
                            if (gap > 0)
                            {
                                closest = Math.Min(closest, gap);
                            }
                        }

                        chosen.Add(best);
                    }
                }
            }
        }

        pass.NoteMargin(closest, input.Values);
        return [.. chosen];
    }
}
