namespace DeepTricks.Dsl.Compiler.Tests.Reference.Layers;

/// <summary>Normalized exponentials across the channels of each position.</summary>
internal sealed class SoftmaxReference(Extent input) : ReferenceOperation
{
    public override Extent Output => input;

    public override Volume Forward(Volume input, ReferencePass pass) => Softmax(input);

    /// <summary>Normalized exponentials across the channels of each position.</summary>
    public static Volume Softmax(Volume input)
    {
        int channels = input.Extent.Channels;
        var output = new Volume(input.Samples, input.Extent);
        for (int start = 0; start < input.Values.Length; start += channels)
        {
            double logOfSum = LogOfSum(input.Values.AsSpan(start, channels));
            for (int c = 0; c < channels; c++)
            {
                output.Values[start + c] = Math.Exp(input.Values[start + c] - logOfSum);
            }
        }

        return output;
    }

    /// <summary>log of the sum of exponentials, without overflow.</summary>
    public static double LogOfSum(ReadOnlySpan<double> values)
    {
        double largest = double.NegativeInfinity;
        foreach (double value in values)
        {
            largest = Math.Max(largest, value);
        }

        double sum = 0;
        foreach (double value in values)
        {
            sum += Math.Exp(value - largest);
        }

        return largest + Math.Log(sum);
    }
}
