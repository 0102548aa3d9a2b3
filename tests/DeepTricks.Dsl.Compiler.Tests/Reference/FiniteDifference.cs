namespace DeepTricks.Dsl.Compiler.Tests.Reference;

/// <summary>
/// Derivatives of the reference's training loss by central differences, its decisions at kinks pinned to those at the point itself:
/// the loss is then smooth around the point, and a small step in double precision is good to about seven digits.
/// </summary>
internal sealed class FiniteDifference
{
    private const double RelativeStep = 1e-6;

    private readonly ReferenceNetwork network;
    private readonly Volume input;
    private readonly ReferenceTargets targets;
    private readonly Dictionary<string, double[]> parameters;
    private readonly IReadOnlyDictionary<int, bool[]> kept;

    /// <summary>Runs the pass at the point itself.</summary>
    /// <param name="network">The network.</param>
    /// <param name="input">The batch.</param>
    /// <param name="targets">What to answer.</param>
    /// <param name="parameters">The tensors by name; not changed.</param>
    /// <param name="kept">The masks of the Dropout layers, by index in the network.</param>
    public FiniteDifference(
        ReferenceNetwork network,
        Volume input,
        ReferenceTargets targets,
        IReadOnlyDictionary<string, double[]> parameters,
        IReadOnlyDictionary<int, bool[]> kept)
    {
        this.network = network;
        this.input = input;
        this.targets = targets;
        this.parameters = new Dictionary<string, double[]>(parameters);
        this.kept = kept;
        AtPoint = network.Run(input, targets, new ReferencePass(parameters, training: true, kept, new PinnedChoices()));
    }

    /// <summary>The pass at the point: loss, answers, running statistics, decisions.</summary>
    public ReferenceResult AtPoint { get; }

    /// <summary>The derivative of the mean loss with respect to one number of a tensor.</summary>
    public double Derivative(string tensor, int element)
    {
        double step = RelativeStep * Math.Max(1, Math.Abs(parameters[tensor][element]));
        return Difference(tensor, step, (values, distance) => values[element] += distance);
    }

    /// <summary>The derivative of the mean loss along a direction of a whole tensor: the gradient times the direction.</summary>
    public double Derivative(string tensor, double[] direction) => Difference(
        tensor,
        RelativeStep,
        (values, distance) =>
        {
            for (int i = 0; i < values.Length; i++)
            {
                values[i] += distance * direction[i];
            }
        });

    /// <summary>The whole gradient with respect to a tensor, number by number.</summary>
    public double[] Gradient(string tensor) => [.. Enumerable.Range(0, parameters[tensor].Length).Select(i => Derivative(tensor, i))];

    private double Difference(string tensor, double step, Action<double[], double> move) =>
        (LossAfter(tensor, step, move) - LossAfter(tensor, -step, move)) / (2 * step);

    private double LossAfter(string tensor, double distance, Action<double[], double> move)
    {
        double[] original = parameters[tensor];
        var moved = (double[])original.Clone();
        move(moved, distance);
        parameters[tensor] = moved;
        try
        {
            var pass = new ReferencePass(parameters, training: true, kept, AtPoint.Choices);
            return network.RunFrom(network.LayerOf(tensor), AtPoint, input, targets, pass).Loss;
        }
        finally
        {
            parameters[tensor] = original;
        }
    }
}
