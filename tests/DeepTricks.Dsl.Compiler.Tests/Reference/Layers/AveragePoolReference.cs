namespace DeepTricks.Dsl.Compiler.Tests.Reference.Layers;

/// <summary>The mean of each window.</summary>
internal sealed class AveragePoolReference(ReferenceLayer layer, Extent input) : ReferenceOperation
{
    private readonly PoolWindow window = new(layer, input);

    public override Extent Output => window.Output;

    public override Volume Forward(Volume input, ReferencePass pass)
    {
        var output = new Volume(input.Samples, Output);
        for (int sample = 0; sample < input.Samples; sample++)
        {
            for (int y = 0; y < Output.Height; y++)
            {
                for (int x = 0; x < Output.Width; x++)
                {
                    for (int channel = 0; channel < Output.Channels; channel++)
                    {
                        double sum = 0;
                        foreach (int member in window.Members(input, sample, y, x, channel))
                        {
                            sum += input.Values[member];
                        }

                        output[sample, y, x, channel] = sum / (window.Height * window.Width);
                    }
                }
            }
        }

        return output;
    }
}

/// <summary>The mean of each channel over all positions.</summary>
internal sealed class GlobalAveragePoolReference(Extent input) : ReferenceOperation
{
    public override Extent Output => Extent.Vector(input.Channels);

    public override Volume Forward(Volume input, ReferencePass pass)
    {
        var output = new Volume(input.Samples, Output);
        var from = input.Extent;
        for (int i = 0; i < input.Values.Length; i++)
        {
            int sample = i / from.Count;
            output[sample, 0, 0, i % from.Channels] += input.Values[i] / (from.Height * from.Width);
        }

        return output;
    }
}
