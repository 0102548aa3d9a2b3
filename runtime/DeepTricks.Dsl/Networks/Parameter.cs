using DeepTricks.Dsl.Kernels;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl;

/// <summary>A stored tensor of a network: weights, biases, slopes, norms, or running statistics.</summary>
public sealed class Parameter
{
    private readonly PackedLayout layout;

    internal Parameter(ParameterShape shape, int layer, PackedLayout layout, Floats values)
    {
        Name = shape.Name;
        Role = shape.Role;
        Dimensions = shape.Dimensions;
        Count = checked((int)shape.Count);
        IsTrained = shape.IsTrained;
        Layer = layer;
        this.layout = layout;
        Home = values;
    }

    /// <summary>The name in files, such as <c>conv1.weight</c>.</summary>
    public string Name { get; }

    /// <summary>What the tensor is for.</summary>
    public ParameterRole Role { get; }

    /// <summary>Sizes, row-major in PyTorch's order: outputs, inputs, kernel height, kernel width.</summary>
    public EquatableArray<int> Dimensions { get; }

    /// <summary>Numbers in the tensor.</summary>
    public int Count { get; }

    /// <summary>Whether gradients change it.</summary>
    public bool IsTrained { get; }

    /// <summary>Index of its layer.</summary>
    internal int Layer { get; }

    /// <summary>The numbers as the kernels read them; padding is zero and stays zero.</summary>
    internal Floats Values
    {
        get
        {
            Mirror?.BringHome();
            return Home;
        }
    }

    /// <summary>The memory of <see cref="Values"/>, which may be older than the mirror's.</summary>
    internal Floats Home { get; }

    /// <summary>Where the numbers lie besides: a device.</summary>
    internal IWeightsMirror? Mirror { get; set; }

    /// <summary>Floats in <see cref="Values"/>, padding included.</summary>
    internal int PackedLength => layout.Length;

    /// <summary>Where each number stands.</summary>
    internal PackedLayout Layout => layout;

    /// <summary>Copies the numbers out, row-major in PyTorch's order.</summary>
    /// <param name="rowMajor">At least <see cref="Count"/> numbers.</param>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public void CopyTo(Span<float> rowMajor) => CopyPacked(Values, rowMajor);

    /// <summary>Replaces the numbers, row-major in PyTorch's order. Call <see cref="Network.WeightsChanged"/> after the last one.</summary>
    /// <param name="rowMajor">Exactly <see cref="Count"/> numbers.</param>
    /// <exception cref="ArgumentException">The number of values differs.</exception>
    public void CopyFrom(ReadOnlySpan<float> rowMajor)
    {
        if (rowMajor.Length != Count)
        {
            throw new ArgumentException(FormattableString.Invariant($"{Name} has {Count} numbers, not {rowMajor.Length}"), nameof(rowMajor));
        }

        Mirror?.HomeChanges();
        var values = Home;
        for (int i = 0; i < rowMajor.Length; i++)
        {
            values[layout.PackedIndex(i)] = rowMajor[i];
        }
    }

    /// <summary>Copies a packed tensor of this parameter's layout, such as its gradient, to row-major order.</summary>
    internal void CopyPacked(Floats packed, Span<float> rowMajor)
    {
        if (rowMajor.Length < Count)
        {
            throw new ArgumentException(FormattableString.Invariant($"{Name} has {Count} numbers, the destination {rowMajor.Length}"), nameof(rowMajor));
        }

        for (int i = 0; i < Count; i++)
        {
            rowMajor[i] = packed[layout.PackedIndex(i)];
        }
    }
}
