using System.ComponentModel;
using DeepTricks.Dsl.Shapes;
using ILGPU;

namespace DeepTricks.Dsl.Gpu;

/// <summary>The products of one convolution or dense layer in a network's program.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GpuLayerProduct
{
    private readonly GpuProgram program;
    private readonly GpuProduct forward;
    private readonly GpuProduct? weightGradient;
    private readonly GpuProduct? inputGradient;
    private readonly int weight;
    private readonly int bias;
    private readonly int channels;

    internal GpuLayerProduct(GpuProgram program, int layer, bool hasWeightGradient, bool hasInputGradient)
    {
        this.program = program;
        var shape = program.Network.Shapes[layer];
        bool isDense = shape.Layer.Kind == LayerKind.Dense;
        var input = isDense ? SampleShape.Image(1, 1, checked((int)shape.Input.Count)) : shape.Input;
        var output = isDense ? SampleShape.Image(1, 1, shape.Output.Channels) : shape.Output;
        var window = isDense ? new WindowGeometry(1, 1, 1, 1, 0, 0, 1, 1) : WindowGeometry.Of(shape.Layer, shape.Input.Rank);
        int groups = isDense ? 1 : shape.Layer.Int("Groups");
        channels = output.Channels;
        weight = program.ParameterOf(layer, ParameterRole.Weight);
        bias = program.ParameterOf(layer, ParameterRole.Bias);
        GpuProduct Plan(ProductRole role) => new(program.Machine, role, input, output, window, groups, program.MaximumBatch, program.Network.Precision);
        forward = Plan(ProductRole.Forward);
        weightGradient = hasWeightGradient ? Plan(ProductRole.WeightGradient) : null;
        inputGradient = hasInputGradient ? Plan(ProductRole.InputGradient) : null;
        MomentFloats = 2L * forward.RowTiles * channels;
        foreach (var product in new[] { forward, weightGradient, inputGradient })
        {
            if (product is not null)
            {
                program.ReserveWorkspace(product.WorkspaceFloats, product.Tiles);
            }
        }
    }

    /// <summary>Floats of the moments for the most samples.</summary>
    public long MomentFloats { get; }

    /// <summary>Parts that the last forward product left its moments in.</summary>
    public int MomentParts => forward.RowTiles;

    /// <summary>The output from the input; with moments, also the sums of each channel and of its squares about a reference.</summary>
    public void Forward(int count, GpuTensor input, GpuTensor output, ArrayView<float> moments = default, ArrayView<float> reference = default)
    {
        var sums = moments.Length > 0 ? new GpuProduct.Moments(reference, moments) : default;
        Launch(forward, count, input.Values, program.Weights(weight), output.Values, bias < 0 ? default : program.Weights(bias), sums);
    }

    /// <summary>The gradients of weights and bias.</summary>
    public void WeightGradient(int count, GpuTensor input, GpuTensor outputGradient) => Launch(
        weightGradient!, count, input.Values, outputGradient.Values, program.WeightGradients(weight), bias < 0 ? default : program.WeightGradients(bias));

    /// <summary>The gradient of the input.</summary>
    public void InputGradient(int count, GpuTensor outputGradient, GpuTensor gradient, bool adds) =>
        Launch(inputGradient!, count, outputGradient.Values, program.Weights(weight), gradient.Values, adds: adds);

    private void Launch(
        GpuProduct product, int count, ArrayView<float> left, ArrayView<float> right, ArrayView<float> result, ArrayView<float> ofColumns = default, GpuProduct.Moments moments = default, bool adds = false)
    {
        product.Launch(count, left, right, result, program.Workspace, program.Tickets, ofColumns, moments, adds);
        program.CountLaunch();
    }
}
