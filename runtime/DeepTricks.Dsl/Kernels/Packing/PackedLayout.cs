using System.ComponentModel;

namespace DeepTricks.Dsl.Kernels;

/// <summary>
/// Where the numbers of a stored tensor stand in the order the kernels read: factors of products in column panels
/// <c>[outputs / panel][rows][panel]</c> with row <c>tap * channels + channel</c>, everything else as it is. Outputs are padded to
/// a multiple of 16; padding and, with groups, the factors between different groups are zero and stay zero.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PackedLayout
{
    private const int Padding = 16;

    private readonly int outputsPerGroup;
    private readonly int inputs;
    private readonly int taps;
    private readonly int groups;
    private readonly int panel;

    private PackedLayout(int outputs, int inputs, int taps, int groups, int panel)
    {
        outputsPerGroup = outputs / groups;
        this.inputs = inputs;
        this.taps = taps;
        this.groups = groups;
        this.panel = panel;
        Rows = checked(taps * inputs * groups);
        int columns = (outputs + Padding - 1) / Padding * Padding;
        Length = checked((columns + panel - 1) / panel * Rows * panel);
    }

    /// <summary>Floats of the packed tensor, padding included; a multiple of every vector's lanes.</summary>
    public int Length { get; }

    /// <summary>Rows of a panel: the products that make one output, over all groups.</summary>
    public int Rows { get; }

    /// <summary>The layout of a vector of <paramref name="count"/> numbers: unchanged, padded to 16.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 1.</exception>
    public static PackedLayout Vector(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new PackedLayout(count, 1, 1, 1, Padding * ((count + Padding - 1) / Padding));
    }

    /// <summary>
    /// The layout of factors stored as <c>[output][input][tap]</c>: a convolution's, whose taps are the positions of its kernel in
    /// row-major order, or a dense layer's, whose taps are the positions of its input.
    /// </summary>
    /// <param name="outputs">Results per position, over all groups.</param>
    /// <param name="inputs">Channels that one group reads.</param>
    /// <param name="taps">Positions that a result reads.</param>
    /// <param name="groups">Groups that share no channels; divides <paramref name="outputs"/>.</param>
    /// <param name="panel">Columns of a panel: two vectors.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is less than 1.</exception>
    /// <exception cref="ArgumentException">The groups don't divide the outputs.</exception>
    /// <exception cref="OverflowException">The packed tensor would have more than 2^31 floats.</exception>
    public static PackedLayout Panels(int outputs, int inputs, int taps, int groups, int panel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(taps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(panel, 1);
        if (outputs % groups != 0)
        {
            throw new ArgumentException(FormattableString.Invariant($"{groups} groups don't divide {outputs} outputs."), nameof(groups));
        }

        return new PackedLayout(outputs, inputs, taps, groups, panel);
    }

    /// <summary>Where the number at <paramref name="fileIndex"/> of the row-major stored tensor stands.</summary>
    public int PackedIndex(long fileIndex)
    {
        int tap = (int)(fileIndex % taps);
        long rest = fileIndex / taps;
        int input = (int)(rest % inputs);
        int output = (int)(rest / inputs);
        int channel = (output / outputsPerGroup * inputs) + input;
        int row = (tap * inputs * groups) + channel;
        return (((output / panel * Rows) + row) * panel) + (output % panel);
    }

    /// <summary>
    /// Sets the factors between different groups in a slice of packed gradients to zero, so that the optimizer keeps them zero:
    /// products compute them along with the others. Does nothing with one group.
    /// </summary>
    /// <param name="gradient">The slice.</param>
    /// <param name="offset">Where in the packed tensor it starts, a multiple of the panel.</param>
    /// <param name="count">Its floats, a multiple of the panel.</param>
    public void ClearOffBlock(Floats gradient, nint offset, nint count)
    {
        if (groups == 1)
        {
            return;
        }

        for (nint start = 0; start < count; start += panel)
        {
            nint line = (offset + start) / panel;
            int group = (int)(line % Rows % (inputs * groups)) / inputs;
            int firstOutput = (int)(line / Rows) * panel;
            for (int column = 0; column < panel; column++)
            {
                if ((firstOutput + column) / outputsPerGroup != group)
                {
                    gradient[start + column] = 0;
                }
            }
        }
    }
}
