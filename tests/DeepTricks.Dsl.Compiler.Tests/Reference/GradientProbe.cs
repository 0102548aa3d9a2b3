namespace DeepTricks.Dsl.Compiler.Tests.Reference;

/// <summary>How a gradient compares with finite differences, as relative L2 errors.</summary>
/// <param name="Elements">Over the numbers that were looked at one by one.</param>
/// <param name="Whole">Over the whole tensor, estimated along random directions.</param>
internal readonly record struct GradientErrors(double Elements, double Whole)
{
    /// <summary>The larger of both; NaN where one is.</summary>
    public double Worst => Math.Max(Elements, Whole);
}

/// <summary>
/// Finite differences of one tensor: all of its numbers if they are few, otherwise a random part of them and some directions.
/// A direction is a random sign for every number, so that (g - g') · d has the variance |g - g'|²: along a few of them an error
/// anywhere in the tensor shows with its size, though every number was not looked at.
/// </summary>
internal sealed class GradientProbe
{
    private const int Most = 40;
    private const int Directions = 4;

    /// <summary>The part of the typical size of a gradient below which a tensor's own size no longer counts: what is left there is rounding.</summary>
    private const double Negligible = 0.05;

    private readonly int[] elements;
    private readonly double[] elementDerivatives;
    private readonly double[][] directions;
    private readonly double[] directionDerivatives;

    /// <summary>Takes the differences.</summary>
    public GradientProbe(FiniteDifference difference, ReferenceTensor tensor, Random random)
    {
        var all = Enumerable.Range(0, tensor.Count).ToArray();
        bool few = tensor.Count <= Most;
        if (!few)
        {
            random.Shuffle(all);
        }

        elements = few ? all : [.. all.Take(Most)];
        elementDerivatives = [.. elements.Select(element => difference.Derivative(tensor.Name, element))];
        directions = [.. Enumerable.Range(0, few ? 0 : Directions).Select(_ => Signs(tensor.Count, random))];
        directionDerivatives = [.. directions.Select(direction => difference.Derivative(tensor.Name, direction))];
    }

    /// <summary>Compares a gradient.</summary>
    /// <param name="gradient">The gradient to judge, row-major.</param>
    /// <param name="typicalSize">The root mean square of all gradients of the network.</param>
    public GradientErrors Compare(double[] gradient, double typicalSize)
    {
        double smallest = Negligible * typicalSize;
        double[] found = [.. elements.Select(element => gradient[element])];
        double elementError = RelativeError.L2(elementDerivatives, found, smallest * Math.Sqrt(found.Length));
        if (directions.Length == 0)
        {
            return new GradientErrors(elementError, 0);
        }

        double squares = 0;
        for (int i = 0; i < directions.Length; i++)
        {
            double along = 0;
            for (int element = 0; element < gradient.Length; element++)
            {
                along += gradient[element] * directions[i][element];
            }

            squares += (along - directionDerivatives[i]) * (along - directionDerivatives[i]);
        }

        if (squares == 0)
        {
            return new GradientErrors(elementError, 0);
        }

        double norm = Math.Max(RelativeError.Norm(gradient), smallest * Math.Sqrt(gradient.Length));
        return new GradientErrors(elementError, Math.Sqrt(squares / directions.Length) / norm);
    }

    private static double[] Signs(int count, Random random) => [.. Enumerable.Range(0, count).Select(_ => random.Next(2) == 0 ? -1.0 : 1.0)];
}
