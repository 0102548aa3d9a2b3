namespace DeepTricks.Dsl.Compiler.Tests.Reference;

/// <summary>How far two tensors are apart.</summary>
internal static class RelativeError
{
    /// <summary>The Euclidean norm of the difference over the norm of what was expected.</summary>
    /// <param name="expected">The right numbers.</param>
    /// <param name="actual">As many numbers to judge.</param>
    /// <param name="smallest">
    /// The least norm to divide by, for tensors whose right numbers are all but zero (the bias of a convolution that a normalization
    /// takes away again): rounding would be infinitely wrong there.
    /// </param>
    /// <returns>0 where they are equal; infinite or NaN where a number of <paramref name="actual"/> is.</returns>
    public static double L2(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double smallest = 0)
    {
        if (expected.Length != actual.Length)
        {
            throw new ArgumentException($"{expected.Length} numbers were expected, not {actual.Length}");
        }

        double difference = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            difference += (expected[i] - actual[i]) * (expected[i] - actual[i]);
        }

        return difference == 0 ? 0 : Math.Sqrt(difference) / Math.Max(Norm(expected), smallest);
    }

    /// <summary>The same for floats.</summary>
    public static double L2(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual, double smallest = 0) =>
        L2(expected, Widen(actual), smallest);

    /// <summary>The Euclidean norm.</summary>
    public static double Norm(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value * value;
        }

        return Math.Sqrt(sum);
    }

    /// <summary>Floats as doubles.</summary>
    public static double[] Widen(ReadOnlySpan<float> values)
    {
        var wide = new double[values.Length];
        for (int i = 0; i < wide.Length; i++)
        {
            wide[i] = values[i];
        }

        return wide;
    }
}
