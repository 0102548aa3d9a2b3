using DeepTricks.Dsl.Shapes;
using ILGPU;
using ILGPU.Runtime;

namespace DeepTricks.Dsl.Gpu;

/// <summary>Which of a layer's products.</summary>
internal enum ProductRole
{
    /// <summary>The output from input and weights.</summary>
    Forward,

    /// <summary>The input's gradient from the output's and the weights.</summary>
    InputGradient,

    /// <summary>The weights' gradient from input and output gradient.</summary>
    WeightGradient,
}

/// <summary>The tiles that there are.</summary>
internal enum ProductTileSize
{
    /// <summary><see cref="TinyTile"/>.</summary>
    Tiny,

    /// <summary><see cref="SmallTile"/>.</summary>
    Small,

    /// <summary><see cref="MediumTile"/>.</summary>
    Medium,

    /// <summary><see cref="LargeTile"/>.</summary>
    Large,
}

/// <summary>
/// One product of a convolution or dense layer on a machine, for up to a number of samples: which tile it goes by, and into how
/// many parts its sums are cut. Both follow from the sizes and the machine, never from what else runs.
/// </summary>
internal sealed class GpuProduct
{
    /// <summary>A multiple of every tile's depth.</summary>
    private const int DepthStep = 32;

    /// <summary>Products that a part has at least; less would not pay for adding the parts up.</summary>
    private const int LeastPartDepth = 128;

    private const int MostParts = 64;

    private readonly GpuMachine machine;
    private readonly ProductRole role;
    private readonly int groups;
    private readonly Action<AcceleratorStream, KernelConfig, ProductOperands> launch;
    private ProductOperands sizes;

    /// <summary>Plans a product.</summary>
    /// <param name="machine">Where it runs.</param>
    /// <param name="role">Which product.</param>
    /// <param name="input">Shape of the layer's input; for a dense layer one position of all numbers.</param>
    /// <param name="output">Shape of its output.</param>
    /// <param name="window">Its window; for a dense layer one tap.</param>
    /// <param name="groups">Groups that share no channels.</param>
    /// <param name="maximumBatch">The most samples.</param>
    /// <param name="precision">What becomes of the factors before they are multiplied.</param>
    /// <param name="tile">The tile to use whatever the sizes, for tests.</param>
    /// <param name="parts">The parts to cut sums into whatever the sizes, for tests.</param>
    /// <param name="kernels">The kernels to use whatever the precision, for tests.</param>
    public GpuProduct(
        GpuMachine machine,
        ProductRole role,
        SampleShape input,
        SampleShape output,
        WindowGeometry window,
        int groups,
        int maximumBatch,
        Precision precision = Precision.Single,
        ProductTileSize? tile = null,
        int? parts = null,
        ProductKernels? kernels = null)
    {
        this.machine = machine;
        this.role = role;
        this.groups = groups;
        sizes.Input = TensorSize.Of(input);
        sizes.Output = TensorSize.Of(output);
        sizes.Window = WindowSize.Of(window);
        sizes.InputChannels = input.Channels / groups;
        sizes.OutputChannels = output.Channels / groups;
        sizes.WeightPitch = TensorGeometry.RoundUp(output.Channels);
        sizes.IsPlain = window is { KernelHeight: 1, KernelWidth: 1, StrideY: 1, StrideX: 1, PadY: 0, PadX: 0 } ? 1 : 0;
        sizes.InputQuads = sizes.InputChannels % 4 == 0 ? 1 : 0;
        sizes.OutputQuads = sizes.OutputChannels % 4 == 0 ? 1 : 0;
        sizes.WeightQuads = groups == 1 || sizes.OutputChannels % 4 == 0 ? 1 : 0;
        Count(maximumBatch);
        Tile = tile ?? Choose();
        sizes.Parts = parts ?? ChooseParts();
        launch = (kernels ?? ProductKernels.Of(machine, precision)).Load(machine, Tile, role);
        WorkspaceFloats = sizes.Parts == 1 ? 0 : checked((long)Tiles * sizes.Parts * ((Side * Side) + Side));
        if (Math.Max(WorkspaceFloats, Math.Max((long)maximumBatch * input.Count, (long)maximumBatch * output.Count)) > int.MaxValue)
        {
            throw new NotSupportedException(FormattableString.Invariant(
                $"{maximumBatch} samples of {input} and {output} have more than {int.MaxValue} numbers, which kernels can't count; use a smaller batch"));
        }
    }

    /// <summary>The tile.</summary>
    public ProductTileSize Tile { get; }

    /// <summary>Parts that sums are cut into.</summary>
    public int Parts => sizes.Parts;

    /// <summary>Floats that the parts leave for the last of them.</summary>
    public long WorkspaceFloats { get; }

    /// <summary>Tiles of the result, at most: each needs a ticket where there are parts.</summary>
    public int Tiles => RowTiles * ColumnTiles * groups;

    /// <summary>Tiles of rows, for each of which forward gives the moments of its columns.</summary>
    public int RowTiles => (sizes.Rows + Side - 1) / Side;

    private int Side => Tile switch { ProductTileSize.Tiny => 16, ProductTileSize.Small => 32, ProductTileSize.Medium => 64, _ => 128 };

    private int ThreadsOfTile => Tile switch { ProductTileSize.Tiny => 16, ProductTileSize.Small => 64, _ => 256 };

    private int ColumnTiles => (sizes.Columns + Side - 1) / Side;

    /// <summary>Sums of results and of their squares for each column, taken about a number that is near their mean.</summary>
    /// <param name="Reference">That number, for each column.</param>
    /// <param name="Sums">Two rows of sums for each tile of rows.</param>
    public readonly record struct Moments(ArrayView<float> Reference, ArrayView<float> Sums);

    /// <summary>Computes.</summary>
    /// <param name="count">Samples.</param>
    /// <param name="left">The left factor.</param>
    /// <param name="right">The right factor.</param>
    /// <param name="result">The result.</param>
    /// <param name="workspace">At least <see cref="WorkspaceFloats"/>.</param>
    /// <param name="tickets">At least <see cref="Tiles"/> zeros where there are parts.</param>
    /// <param name="bias">Added forward; receives the output gradient's sums with the weights'. Or empty.</param>
    /// <param name="moments">Forward: where the sums of the columns go.</param>
    /// <param name="accumulates">Whether to add to the result that is there.</param>
    public void Launch(
        int count,
        ArrayView<float> left,
        ArrayView<float> right,
        ArrayView<float> result,
        ArrayView<float> workspace,
        ArrayView<int> tickets,
        ArrayView<float> bias = default,
        Moments moments = default,
        bool accumulates = false)
    {
        Count(count);
        var operands = sizes;
        operands.Left = left;
        operands.Right = right;
        operands.Result = result;
        operands.Workspace = workspace;
        operands.Tickets = tickets;
        operands.HasBias = bias.Length > 0 ? 1 : 0;
        operands.HasMoments = moments.Sums.Length > 0 ? 1 : 0;

        // A kernel takes no empty view.
        operands.Bias = bias.Length > 0 ? bias : result;
        operands.Reference = moments.Sums.Length > 0 ? moments.Reference : result;
        operands.Moments = moments.Sums.Length > 0 ? moments.Sums : result;
        operands.Accumulates = accumulates ? 1 : 0;
        operands.PartDepth = (((sizes.Depth + sizes.Parts - 1) / sizes.Parts) + DepthStep - 1) / DepthStep * DepthStep;
        launch(machine.Stream, new KernelConfig(new Index3D(RowTiles, ColumnTiles, groups * sizes.Parts), new Index3D(ThreadsOfTile, 1, 1)), operands);
    }

    private void Count(int samples)
    {
        int outputs = samples * sizes.Output.Height * sizes.Output.Width;
        int inputs = samples * sizes.Input.Height * sizes.Input.Width;
        int taps = sizes.Window.Height * sizes.Window.Width;
        (sizes.Rows, sizes.Columns, sizes.Depth) = role switch
        {
            ProductRole.Forward => (outputs, sizes.OutputChannels, taps * sizes.InputChannels),
            ProductRole.InputGradient => (inputs, sizes.InputChannels, taps * sizes.OutputChannels),
            _ => (taps * sizes.InputChannels, sizes.OutputChannels, outputs),
        };
    }

    /// <summary>The largest tile that leaves enough of them to keep the machine busy, and is not mostly beyond the result's edge.</summary>
    private ProductTileSize Choose()
    {
        if (machine.Kind == DeviceKind.Simulator)
        {
            return ProductTileSize.Tiny;
        }

        long TilesOf(int side) => ((sizes.Rows + side - 1L) / side) * ((sizes.Columns + side - 1L) / side) * groups;
        return sizes.Columns > 64 && TilesOf(128) >= machine.BusyGroups / 2 ? ProductTileSize.Large
            : sizes.Columns > 32 && TilesOf(64) >= machine.BusyGroups / 4 ? ProductTileSize.Medium
            : ProductTileSize.Small;
    }

    private int ChooseParts() => (int)Math.Clamp(
        Math.Min((machine.BusyGroups + Tiles - 1L) / Tiles, sizes.Depth / LeastPartDepth), 1, MostParts);
}
