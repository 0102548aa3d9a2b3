using ILGPU;

namespace DeepTricks.Dsl.Gpu;

/// <summary>
/// A product of a convolution or dense layer, which is a convolution of one tap: what it reads and writes, and its sizes. One launch
/// computes all groups of the convolution, and all parts that its sum is cut into.
/// </summary>
internal struct ProductOperands
{
    /// <summary>The left factor: the layer's input, or the gradient of its output.</summary>
    public ArrayView<float> Left;

    /// <summary>The right factor: the weights, or the gradient of the output.</summary>
    public ArrayView<float> Right;

    /// <summary>The result.</summary>
    public ArrayView<float> Result;

    /// <summary>Forward: what is added to each column. Weight gradient: receives the sums of the right factor's columns. Or empty.</summary>
    public ArrayView<float> Bias;

    /// <summary>Forward: the number that each column's sums are taken about; as <see cref="Moments"/>.</summary>
    public ArrayView<float> Reference;

    /// <summary>Forward: receives the sums of each column's results and of their squares, for each tile of rows. Or empty.</summary>
    public ArrayView<float> Moments;

    /// <summary>What parts of a sum leave for the last of them.</summary>
    public ArrayView<float> Workspace;

    /// <summary>A counter for each tile, zero before and after.</summary>
    public ArrayView<int> Tickets;

    /// <summary>The layer's input.</summary>
    public TensorSize Input;

    /// <summary>The layer's output.</summary>
    public TensorSize Output;

    /// <summary>The layer's window.</summary>
    public WindowSize Window;

    /// <summary>Floats from one row of weights to the next.</summary>
    public int WeightPitch;

    /// <summary>Input channels of a group.</summary>
    public int InputChannels;

    /// <summary>Output channels of a group.</summary>
    public int OutputChannels;

    /// <summary>Rows of the result.</summary>
    public int Rows;

    /// <summary>Columns of the result, in one group.</summary>
    public int Columns;

    /// <summary>Products that make one number of the result.</summary>
    public int Depth;

    /// <summary>Parts that the sum is cut into.</summary>
    public int Parts;

    /// <summary>Products in one part, a multiple of every tile's depth.</summary>
    public int PartDepth;

    /// <summary>1 where the result is added to what is there.</summary>
    public int Accumulates;

    /// <summary>1 where an output reads the one position of the same number.</summary>
    public int IsPlain;

    /// <summary>1 where four neighbouring input channels can be loaded at once.</summary>
    public int InputQuads;

    /// <summary>1 where four neighbouring output channels can be loaded at once.</summary>
    public int OutputQuads;

    /// <summary>1 where four neighbouring weights can be loaded at once.</summary>
    public int WeightQuads;

    /// <summary>1 where column sums or bias are present.</summary>
    public int HasBias;

    /// <summary>1 where moments are wanted.</summary>
    public int HasMoments;
}
