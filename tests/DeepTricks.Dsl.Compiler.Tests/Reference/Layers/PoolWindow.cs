namespace DeepTricks.Dsl.Compiler.Tests.Reference.Layers;

/// <summary>Where the windows of a pool stand: nothing padded, what is left over at the end not covered.</summary>
internal sealed class PoolWindow
{
    private readonly int stride;

    public PoolWindow(ReferenceLayer layer, Extent input)
    {
        int window = layer.Int("Window");
        stride = layer.Int("Stride") == 0 ? window : layer.Int("Stride");
        Width = window;
        Height = input.Rank == 3 ? window : 1;
        Output = input with
        {
            Height = input.Rank == 3 ? ((input.Height - window) / stride) + 1 : 1,
            Width = ((input.Width - window) / stride) + 1,
        };
    }

    /// <summary>Rows of a window.</summary>
    public int Height { get; }

    /// <summary>Columns of a window.</summary>
    public int Width { get; }

    /// <summary>Sizes of the pool's output.</summary>
    public Extent Output { get; }

    /// <summary>The indices of a window's numbers in its input's values, row by row.</summary>
    public IEnumerable<int> Members(Volume input, int sample, int y, int x, int channel)
    {
        for (int dy = 0; dy < Height; dy++)
        {
            for (int dx = 0; dx < Width; dx++)
            {
                yield return input.At(sample, (y * stride) + dy, (x * stride) + dx, channel);
            }
        }
    }
}
