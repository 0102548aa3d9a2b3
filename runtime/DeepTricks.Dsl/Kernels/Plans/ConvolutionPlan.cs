using System.ComponentModel;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Kernels;

/// <summary>
/// One convolution: forward, weight gradient and input gradient of runs of samples. 3 by 3 kernels between many channels run as
/// Winograd's F(4x4, 3x3), all others as direct products. Which one follows from the sizes and the <see cref="Precision"/> alone.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ConvolutionPlan
{
    private readonly TensorGeometry input;
    private readonly TensorGeometry output;
    private readonly TensorGeometry gradient;
    private readonly DirectConvolution direct;
    private readonly WinogradPlan? winograd;

    /// <summary>Works the strides out.</summary>
    /// <param name="input">Layout of the input, with a border of at least the padding.</param>
    /// <param name="output">Layout of the output.</param>
    /// <param name="window">Kernel, stride, padding and dilation.</param>
    /// <param name="needsInputGradient">Whether the gradient of the input is wanted: it decides how the output's gradient is laid out.</param>
    /// <param name="gradient">Layout of the input's gradient, if that is wanted: without a border.</param>
    /// <param name="precision">Whether transformed products may be used.</param>
    public ConvolutionPlan(
        TensorGeometry input, TensorGeometry output, WindowGeometry window, bool needsInputGradient, TensorGeometry gradient, Precision precision = Precision.Strict)
    {
        this.input = input;
        this.output = output;
        this.gradient = gradient;
        direct = new DirectConvolution(input, output, window, needsInputGradient, gradient);
        winograd = precision != Precision.Strict && WinogradPlan.Fits(input, output, window) ? new WinogradPlan(input, output, window, gradient) : null;
    }

    /// <summary>Floats of the packed weights.</summary>
    public int WeightLength => direct.WeightLength;

    /// <summary>Floats of the transformed weights, 0 if the packed ones are multiplied with.</summary>
    public int TransformedLength => winograd?.Weights.Length ?? 0;

    /// <summary>Tasks that transform the weights.</summary>
    public int TransformTasks => winograd?.Weights.Tasks ?? 0;

    /// <summary>Floats of a worker's own memory that each pass needs.</summary>
    public long Workspace => winograd?.Workspace ?? 0;

    /// <summary>Floats in which the gradient of the transformed weights of a run of samples is added up.</summary>
    public int ComponentsLength => winograd?.ComponentsLength ?? 0;

    /// <summary>Samples that are best computed together.</summary>
    public int Block => winograd?.Block ?? 1;

    /// <summary>Floats of the output's gradient of one sample, spread out for the other gradients: stride holes and a border are zero.</summary>
    public nint DeltaLength => winograd?.DeltaLength ?? direct.DeltaLength;

    /// <summary>Where the first pixel of the output's gradient stands in it.</summary>
    public nint DeltaStart => winograd?.DeltaStart ?? direct.DeltaStart;

    /// <summary>From one row of the output's gradient to the next.</summary>
    public nint DeltaPitch => winograd?.DeltaPitch ?? direct.DeltaPitch;

    /// <summary>From one pixel of the output's gradient to the next.</summary>
    public nint DeltaPixel => winograd?.DeltaPixel ?? direct.DeltaPixel;

    /// <summary>Floats of the right factor of the input gradient.</summary>
    public long FlippedLength => winograd?.Weights.FlippedLength ?? direct.FlippedLength;

    /// <summary>Tasks that make that factor.</summary>
    public int FlipTasks => winograd?.Weights.FlippedTasks ?? direct.FlipTasks;

    /// <summary>One task of transforming the weights.</summary>
    public void Transform<TLanes>(Floats weights, Floats transformed, int task)
        where TLanes : struct, ILanes<TLanes> => winograd!.Weights.Transform<TLanes>(weights, transformed, task);

    /// <summary>The outputs of some samples.</summary>
    public void Forward<TLanes, TEpilogue>(
        Floats samples, int count, Floats weights, Floats transformed, Floats results, TEpilogue epilogue, Floats workspace)
        where TLanes : struct, ILanes<TLanes>
        where TEpilogue : struct, IEpilogue<TLanes> =>
        Forward<TLanes, TEpilogue>(samples, count, weights, transformed, results, 0, output.Height, epilogue, workspace);

    /// <summary>
    /// Some rows of the outputs of some samples: calls whose rows together are all rows together compute all of them, though a call
    /// may compute rows beyond its own.
    /// </summary>
    /// <param name="samples">The samples, border included.</param>
    /// <param name="count">Samples.</param>
    /// <param name="weights">The packed weights.</param>
    /// <param name="transformed">The transformed weights, if <see cref="TransformedLength"/> is not 0.</param>
    /// <param name="results">Receives the outputs.</param>
    /// <param name="firstRow">First row.</param>
    /// <param name="endRow">One past the last row.</param>
    /// <param name="epilogue">What happens to the outputs.</param>
    /// <param name="workspace">Room for <see cref="Workspace"/>.</param>
    public void Forward<TLanes, TEpilogue>(
        Floats samples, int count, Floats weights, Floats transformed, Floats results, int firstRow, int endRow, TEpilogue epilogue, Floats workspace)
        where TLanes : struct, ILanes<TLanes>
        where TEpilogue : struct, IEpilogue<TLanes>
    {
        if (winograd is not null)
        {
            winograd.Forward<TLanes, TEpilogue>(samples, count, transformed, results, firstRow, endRow, epilogue, workspace);
            return;
        }

        for (int sample = 0; sample < count; sample++)
        {
            direct.Forward<TLanes, TEpilogue>(
                samples + ((nint)sample * input.Length), weights, results + ((nint)sample * output.Length), firstRow, endRow, epilogue);
        }
    }

    /// <summary>Sets the padding of the weights' gradient of a run of samples to zero, where there is any: half a panel that no output uses.</summary>
    /// <param name="gradient">Where it will be added up, <see cref="WeightLength"/> floats.</param>
    public void BeginWeightGradient(Floats gradient)
    {
        if (output.Padded % (2 * VectorUnit.Lanes) != 0)
        {
            gradient.Clear(WeightLength);
        }
    }

    /// <summary>Adds some samples' part of the weights' gradient.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="deltas">The gradients of their outputs, spread out.</param>
    /// <param name="count">Samples.</param>
    /// <param name="gradient">Where it is added up, <see cref="WeightLength"/> floats; complete once the last samples of the run have come.</param>
    /// <param name="components">Where the gradient of transformed weights is added up, <see cref="ComponentsLength"/> floats.</param>
    /// <param name="begins">Whether these are the first samples of the run, so that there is nothing to add to yet.</param>
    /// <param name="ends">Whether these are the last samples of the run.</param>
    /// <param name="workspace">Room for <see cref="Workspace"/>.</param>
    public void WeightGradient<TLanes>(Floats samples, Floats deltas, int count, Floats gradient, Floats components, bool begins, bool ends, Floats workspace)
        where TLanes : struct, ILanes<TLanes>
    {
        if (winograd is not null)
        {
            winograd.AddWeightGradient<TLanes>(samples, deltas, count, gradient, components, begins, ends, workspace);
            return;
        }

        for (int sample = 0; sample < count; sample++)
        {
            direct.WeightGradient<TLanes>(samples + ((nint)sample * input.Length), deltas + (sample * DeltaLength), gradient, !begins || sample > 0);
        }
    }

    /// <summary>Adds some samples' part of the bias's gradient.</summary>
    public void BiasGradient<TLanes>(Floats deltas, int count, Floats gradient)
        where TLanes : struct, ILanes<TLanes>
    {
        for (int c = 0; c < output.Padded; c += TLanes.Count)
        {
            var sum = TLanes.Load(gradient + c);
            for (int sample = 0; sample < count; sample++)
            {
                for (int y = 0; y < output.Height; y++)
                {
                    var row = deltas + ((sample * DeltaLength) + DeltaStart + (y * DeltaPitch) + c);
                    for (int x = 0; x < output.Width; x++)
                    {
                        sum = sum + TLanes.Load(row + (x * DeltaPixel));
                    }
                }
            }

            TLanes.Store(gradient + c, sum);
        }
    }

    /// <summary>Spreads the gradients of some samples' outputs out for the other gradients.</summary>
    public void Spread<TLanes>(in TensorGeometry layout, Floats gradients, int count, Floats deltas)
        where TLanes : struct, ILanes<TLanes>
    {
        for (int row = 0; row < count * output.Height; row++)
        {
            int sample = row / output.Height;
            int y = row % output.Height;
            for (int x = 0; x < output.Width; x++)
            {
                var from = layout.At(gradients + ((nint)sample * layout.Length), y, x);
                var to = deltas + ((sample * DeltaLength) + DeltaStart + (y * DeltaPitch) + (x * DeltaPixel));
                for (int c = 0; c < output.Padded; c += TLanes.Count)
                {
                    TLanes.Store(to + c, TLanes.Load(from + c));
                }
            }
        }
    }

    /// <summary>One task of making the right factor of the input gradient.</summary>
    public void Flip<TLanes>(Floats weights, Floats flipped, int task)
        where TLanes : struct, ILanes<TLanes>
    {
        if (winograd is not null)
        {
            winograd.Weights.Flip<TLanes>(weights, flipped, task);
        }
        else
        {
            direct.Flip<TLanes>(weights, flipped, task);
        }
    }

    /// <summary>The gradients of some samples' inputs.</summary>
    /// <param name="deltas">The gradients of the outputs, spread out.</param>
    /// <param name="count">Samples.</param>
    /// <param name="flipped">The right factor.</param>
    /// <param name="gradients">Receives the gradients.</param>
    /// <param name="adds">Whether they are added to what is there.</param>
    /// <param name="workspace">Room for <see cref="Workspace"/>.</param>
    public void InputGradient<TLanes>(Floats deltas, int count, Floats flipped, Floats gradients, bool adds, Floats workspace)
        where TLanes : struct, ILanes<TLanes>
    {
        if (winograd is not null)
        {
            winograd.InputGradient<TLanes>(deltas, count, flipped, gradients, adds, workspace);
            return;
        }

        for (int sample = 0; sample < count; sample++)
        {
            direct.InputGradient<TLanes>(deltas + (sample * DeltaLength), flipped, gradients + ((nint)sample * gradient.Length), adds);
        }
    }
}
