namespace DeepTricks.Dsl.Compiler.Tests.Reference.Layers;

/// <summary>
/// PyTorch's LocalResponseNorm: x / (K + Alpha * m)^Beta, m the mean square of the channels from c - Size/2 to c + (Size-1)/2,
/// channels beyond the ends counting as zeros.
/// </summary>
internal sealed class LrnReference(ReferenceLayer layer, Extent input) : ReferenceOperation
{
    public override Extent Output => input;

    public override Volume Forward(Volume input, ReferencePass pass)
    {
        int size = layer.Int("Size");
        double alpha = layer["Alpha"], beta = layer["Beta"], k = layer["K"];
        int channels = input.Extent.Channels;
        var output = new Volume(input.Samples, Output);
        for (int start = 0; start < input.Values.Length; start += channels)
        {
            for (int c = 0; c < channels; c++)
            {
                double sum = 0;
                for (int neighbour = c - (size / 2); neighbour <= c + ((size - 1) / 2); neighbour++)
                {
                    if (neighbour >= 0 && neighbour < channels)
                    {
                        sum += input.Values[start + neighbour] * input.Values[start + neighbour];
                    }
                }

                output.Values[start + c] = input.Values[start + c] / Math.Pow(k + (alpha * sum / size), beta);
            }
        }

        return output;
    }
}
