using ILGPU;
using ILGPU.Runtime;

namespace DeepTricks.Dsl.Gpu;

/// <summary>Which product of a layer is computed: where its factors and its result stand.</summary>
internal interface IProductKind
{
    /// <summary>Whether four numbers that are loaded at once follow each other along the rows of the left factor, not along the sum.</summary>
    bool LeftRunsAlongRows { get; }

    /// <summary>Whether four numbers that are loaded at once follow each other along the sum in the right factor, not along its columns.</summary>
    bool RightRunsAlongSum { get; }

    /// <summary>Whether bias and moments are of the results.</summary>
    bool IsForward { get; }

    /// <summary>Whether the sums of the right factor's columns are wanted.</summary>
    bool SumsRight { get; }

    /// <summary>Four numbers of the left factor, zero outside it.</summary>
    Quad Left(in ProductOperands p, int group, int row, int k);

    /// <summary>Four numbers of the right factor, zero outside it.</summary>
    Quad Right(in ProductOperands p, int group, int k, int column);

    /// <summary>Where a result stands.</summary>
    int Place(in ProductOperands p, int group, int row, int column);
}

/// <summary>Output = input x weights: a row for each position of the output, a sum over taps and channels.</summary>
internal struct ForwardProduct : IProductKind
{
    public readonly bool LeftRunsAlongRows => false;

    public readonly bool RightRunsAlongSum => false;

    public readonly bool IsForward => true;

    public readonly bool SumsRight => false;

    public readonly Quad Left(in ProductOperands p, int group, int row, int k)
    {
        if (row >= p.Rows | k >= p.Depth)
        {
            return default;
        }

        if (p.InputQuads == 1)
        {
            int place = Patches.PlaceOf(p, group, row, k);
            return place < 0 ? default : p.Left.AsAligned(16).Cast<Quad>()[place / 4];
        }

        return Quad.Of(
            Patches.Number(p, group, row, k),
            Patches.Number(p, group, row, k + 1),
            Patches.Number(p, group, row, k + 2),
            Patches.Number(p, group, row, k + 3));
    }

    public readonly Quad Right(in ProductOperands p, int group, int k, int column)
    {
        if (k >= p.Depth | column >= p.Columns)
        {
            return default;
        }

        int place = (Patches.WeightRow(p, group, k) * p.WeightPitch) + (group * p.OutputChannels) + column;
        if (p.WeightQuads == 1)
        {
            return p.Right.AsAligned(16).Cast<Quad>()[place / 4];
        }

        return Quad.Of(
            p.Right[place],
            column + 1 < p.Columns ? p.Right[place + 1] : 0f,
            column + 2 < p.Columns ? p.Right[place + 2] : 0f,
            column + 3 < p.Columns ? p.Right[place + 3] : 0f);
    }

    public readonly int Place(in ProductOperands p, int group, int row, int column) => (row * p.Output.Channels) + (group * p.OutputChannels) + column;
}

/// <summary>Input gradient = output gradient x weights transposed: a row for each position of the input, a sum over taps and filters.</summary>
internal struct InputGradientProduct : IProductKind
{
    public readonly bool LeftRunsAlongRows => false;

    public readonly bool RightRunsAlongSum => true;

    public readonly bool IsForward => false;

    public readonly bool SumsRight => false;

    public readonly Quad Left(in ProductOperands p, int group, int row, int k)
    {
        if (row >= p.Rows | k >= p.Depth)
        {
            return default;
        }

        if (p.OutputQuads == 1)
        {
            int place = PlaceOf(p, group, row, k);
            return place < 0 ? default : p.Left.AsAligned(16).Cast<Quad>()[place / 4];
        }

        return Quad.Of(Number(p, group, row, k), Number(p, group, row, k + 1), Number(p, group, row, k + 2), Number(p, group, row, k + 3));
    }

    public readonly Quad Right(in ProductOperands p, int group, int k, int column)
    {
        if (k >= p.Depth | column >= p.Columns)
        {
            return default;
        }

        if (p.OutputQuads == 1)
        {
            return p.Right.AsAligned(16).Cast<Quad>()[WeightPlace(p, group, k, column) / 4];
        }

        return Quad.Of(
            Weight(p, group, k, column), Weight(p, group, k + 1, column), Weight(p, group, k + 2, column), Weight(p, group, k + 3, column));
    }

    public readonly int Place(in ProductOperands p, int group, int row, int column) => (row * p.Input.Channels) + (group * p.InputChannels) + column;

    private static float Number(in ProductOperands p, int group, int row, int k)
    {
        int place = k < p.Depth ? PlaceOf(p, group, row, k) : -1;
        return place < 0 ? 0f : p.Left[place];
    }

    private static float Weight(in ProductOperands p, int group, int k, int column) =>
        k < p.Depth ? p.Right[WeightPlace(p, group, k, column)] : 0f;

    private static int WeightPlace(in ProductOperands p, int group, int k, int column)
    {
        int tap = k / p.OutputChannels;
        int filter = k - (tap * p.OutputChannels);
        int row = (tap * p.Input.Channels) + (group * p.InputChannels) + column;
        return (row * p.WeightPitch) + (group * p.OutputChannels) + filter;
    }

    /// <summary>Where the output gradient stands that reached a position of the input through a tap, or -1.</summary>
    private static int PlaceOf(in ProductOperands p, int group, int row, int k)
    {
        if (p.IsPlain == 1)
        {
            return (row * p.Output.Channels) + (group * p.OutputChannels) + k;
        }

        int tap = k / p.OutputChannels;
        int filter = k - (tap * p.OutputChannels);
        int tapY = tap / p.Window.Width;
        int tapX = tap - (tapY * p.Window.Width);
        int line = row / p.Input.Width;
        int x = row - (line * p.Input.Width) + p.Window.Pad - (tapX * p.Window.Dilation);
        int sample = line / p.Input.Height;
        int y = line - (sample * p.Input.Height) + p.Window.PadY - (tapY * p.Window.DilationY);
        int outputX = x / p.Window.Step;
        int outputY = y / p.Window.StepY;
        bool hits = x >= 0 & y >= 0 & outputX * p.Window.Step == x & outputY * p.Window.StepY == y
            & outputX < p.Output.Width & outputY < p.Output.Height;
        return hits ? p.Output.At(sample, outputY, outputX, (group * p.OutputChannels) + filter) : -1;
    }
}

/// <summary>Weight gradient = input transposed x output gradient: a row for each tap and channel, a sum over all positions of the output.</summary>
internal struct WeightGradientProduct : IProductKind
{
    public readonly bool LeftRunsAlongRows => true;

    public readonly bool RightRunsAlongSum => false;

    public readonly bool IsForward => false;

    public readonly bool SumsRight => true;

    public readonly Quad Left(in ProductOperands p, int group, int row, int k)
    {
        if (row >= p.Rows | k >= p.Depth)
        {
            return default;
        }

        if (p.InputQuads == 1)
        {
            int place = Patches.PlaceOf(p, group, k, row);
            return place < 0 ? default : p.Left.AsAligned(16).Cast<Quad>()[place / 4];
        }

        return Quad.Of(Number(p, group, row, k), Number(p, group, row + 1, k), Number(p, group, row + 2, k), Number(p, group, row + 3, k));
    }

    public readonly Quad Right(in ProductOperands p, int group, int k, int column)
    {
        if (k >= p.Depth | column >= p.Columns)
        {
            return default;
        }

        int place = (k * p.Output.Channels) + (group * p.OutputChannels) + column;
        if (p.OutputQuads == 1)
        {
            return p.Right.AsAligned(16).Cast<Quad>()[place / 4];
        }

        return Quad.Of(
            p.Right[place],
            column + 1 < p.Columns ? p.Right[place + 1] : 0f,
            column + 2 < p.Columns ? p.Right[place + 2] : 0f,
            column + 3 < p.Columns ? p.Right[place + 3] : 0f);
    }

    public readonly int Place(in ProductOperands p, int group, int row, int column) =>
        (Patches.WeightRow(p, group, row) * p.WeightPitch) + (group * p.OutputChannels) + column;

    private static float Number(in ProductOperands p, int group, int row, int k)
    {
        int place = row < p.Rows ? Patches.PlaceOf(p, group, k, row) : -1;
        return place < 0 ? 0f : p.Left[place];
    }
}

/// <summary>The input as a matrix: a row for each position of the output, a column for each tap and channel that it reads.</summary>
internal static class Patches
{
    /// <summary>A number of the matrix, zero in the padding and beyond the last column.</summary>
    public static float Number(in ProductOperands p, int group, int position, int column)
    {
        int place = column < p.Depth ? PlaceOf(p, group, position, column) : -1;
        return place < 0 ? 0f : p.Left[place];
    }

    /// <summary>Where a number of the matrix stands in the input, or -1 in the padding.</summary>
    public static int PlaceOf(in ProductOperands p, int group, int position, int column)
    {
        if (p.IsPlain == 1)
        {
            return (position * p.Input.Channels) + (group * p.InputChannels) + column;
        }

        int tap = column / p.InputChannels;
        int channel = column - (tap * p.InputChannels);
        int tapY = tap / p.Window.Width;
        int tapX = tap - (tapY * p.Window.Width);
        int line = position / p.Output.Width;
        int x = ((position - (line * p.Output.Width)) * p.Window.Step) - p.Window.Pad + (tapX * p.Window.Dilation);
        int sample = line / p.Output.Height;
        int y = ((line - (sample * p.Output.Height)) * p.Window.StepY) - p.Window.PadY + (tapY * p.Window.DilationY);
        bool inside = x >= 0 & y >= 0 & x < p.Input.Width & y < p.Input.Height;
        return inside ? p.Input.At(sample, y, x, (group * p.InputChannels) + channel) : -1;
    }

    /// <summary>The row of the weights that a column of the matrix is multiplied by: weights have rows for the channels of all groups.</summary>
    public static int WeightRow(in ProductOperands p, int group, int column)
    {
        int tap = column / p.InputChannels;
        return (tap * p.Input.Channels) + (group * p.InputChannels) + column - (tap * p.InputChannels);
    }
}
