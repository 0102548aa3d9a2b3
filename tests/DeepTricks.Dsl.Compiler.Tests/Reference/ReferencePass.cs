namespace DeepTricks.Dsl.Compiler.Tests.Reference;

/// <summary>What one forward pass reads besides its input, and what it leaves besides its output.</summary>
/// <param name="parameters">The tensors by name, row-major in PyTorch's order.</param>
/// <param name="training">Whether batch statistics and dropout are in force.</param>
/// <param name="kept">For every Dropout layer, by its index in the network, which numbers stay: sample, row, column, channel. Read in training only.</param>
/// <param name="choices">Decisions to reuse, or an empty object that records them.</param>
internal sealed class ReferencePass(
    IReadOnlyDictionary<string, double[]> parameters, bool training, IReadOnlyDictionary<int, bool[]> kept, PinnedChoices choices)
{
    /// <summary>Whether batch statistics and dropout are in force.</summary>
    public bool Training { get; } = training;

    /// <summary>Decisions to reuse or record.</summary>
    public PinnedChoices Choices { get; } = choices;

    /// <summary>Running statistics after a training pass, by tensor name.</summary>
    public Dictionary<string, double[]> RunningStatistics { get; } = [];

    /// <summary>
    /// How near the pass came to a kink: the smallest distance to one, relative to the root mean square of the numbers there.
    /// Exact ties and zeros do not count: they come from zeros that rectifiers and dropout made, and carry no gradient.
    /// </summary>
    public double Margin { get; private set; } = double.PositiveInfinity;

    /// <summary>A tensor.</summary>
    public double[] Tensor(string name) => parameters[name];

    /// <summary>Which numbers a Dropout layer keeps.</summary>
    public bool[] Kept(int layer) => kept.TryGetValue(layer, out var mask)
        ? mask
        : throw new ArgumentException($"training needs a mask for the Dropout layer {layer}");

    /// <summary>Notes the smallest distance to a kink among numbers of a certain size.</summary>
    public void NoteMargin(double distance, double[] among)
    {
        double size = Math.Sqrt(among.Sum(value => value * value) / among.Length);
        if (size > 0)
        {
            Margin = Math.Min(Margin, distance / size);
        }
    }
}
