namespace DeepTricks.Dsl.Compiler.Tests.Reference.Layers;

/// <summary>PyTorch's Linear after Flatten: weight [units, inputs], where the inputs of an image count channel, row, column.</summary>
internal sealed class DenseReference(ReferenceLayer layer, Extent input, bool hasBias) : ReferenceOperation
{
    private readonly int units = layer.Int("Units");

    public override Extent Output => Extent.Vector(units);

    public override IReadOnlyList<ReferenceTensor> Tensors { get; } = hasBias
        ? [new(layer.Name + ".weight", [layer.Int("Units"), input.Count]), new(layer.Name + ".bias", [layer.Int("Units")])]
        : [new(layer.Name + ".weight", [layer.Int("Units"), input.Count])];

    public override Volume Forward(Volume input, ReferencePass pass)
    {
        double[] weight = pass.Tensor(Tensors[0].Name);
        double[]? bias = hasBias ? pass.Tensor(Tensors[1].Name) : null;
        var from = input.Extent;
        var output = new Volume(input.Samples, Output);
        var flat = new double[from.Count];
        for (int sample = 0; sample < input.Samples; sample++)
        {
            int next = 0;
            for (int channel = 0; channel < from.Channels; channel++)
            {
                for (int y = 0; y < from.Height; y++)
                {
                    for (int x = 0; x < from.Width; x++)
                    {
                        flat[next++] = input[sample, y, x, channel];
                    }
                }
            }

            for (int unit = 0; unit < units; unit++)
            {
                double sum = bias is null ? 0 : bias[unit];
                for (int i = 0; i < flat.Length; i++)
                {
                    sum += weight[(unit * flat.Length) + i] * flat[i];
                }

                output[sample, 0, 0, unit] = sum;
            }
        }

        return output;
    }
}
