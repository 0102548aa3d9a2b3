namespace DeepTricks.Dsl.Compiler.Tests.Reference.Layers;

/// <summary>Channels side by side.</summary>
internal sealed class ConcatReference(Extent[] inputs) : ReferenceOperation
{
    public override Extent Output { get; } = inputs[0] with { Channels = inputs.Sum(input => input.Channels) };

    public override Volume Forward(IReadOnlyList<Volume> inputs, ReferencePass pass)
    {
        var output = new Volume(inputs[0].Samples, Output);
        int positions = inputs[0].Samples * Output.Height * Output.Width;
        for (int position = 0; position < positions; position++)
        {
            int at = position * Output.Channels;
            foreach (var input in inputs)
            {
                int channels = input.Extent.Channels;
                Array.Copy(input.Values, position * channels, output.Values, at, channels);
                at += channels;
            }
        }

        return output;
    }

    public override Volume Forward(Volume input, ReferencePass pass) => Forward([input], pass);
}

/// <summary>Numbers joined one by one.</summary>
internal sealed class NumberwiseReference(Extent input, Func<double, double, double> join) : ReferenceOperation
{
    public override Extent Output => input;

    public override Volume Forward(IReadOnlyList<Volume> inputs, ReferencePass pass) => new(
        inputs[0].Samples, Output, [.. Enumerable.Range(0, inputs[0].Values.Length).Select(i => inputs.Select(volume => volume.Values[i]).Aggregate(join))]);

    public override Volume Forward(Volume input, ReferencePass pass) => input;
}

/// <summary>Every position repeated along each axis.</summary>
internal sealed class UpsampleReference(ReferenceLayer layer, Extent input) : ReferenceOperation
{
    private readonly int factor = layer.Int("Factor");

    public override Extent Output => input with { Height = input.Rank == 3 ? input.Height * factor : 1, Width = input.Width * factor };

    public override Volume Forward(Volume input, ReferencePass pass)
    {
        var output = new Volume(input.Samples, Output);
        for (int sample = 0; sample < input.Samples; sample++)
        {
            for (int y = 0; y < Output.Height; y++)
            {
                for (int x = 0; x < Output.Width; x++)
                {
                    for (int c = 0; c < Output.Channels; c++)
                    {
                        output[sample, y, x, c] = input[sample, y / factor, x / factor, c];
                    }
                }
            }
        }

        return output;
    }
}
