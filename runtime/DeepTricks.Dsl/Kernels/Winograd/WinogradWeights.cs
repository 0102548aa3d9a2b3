using System.ComponentModel;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Kernels;

/// <summary>
/// The transformed weights of a 3 by 3 convolution, for the forward pass and for the input gradient: a right factor
/// <c>[columns / panel][rows][panel]</c> for each of the 36 components.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WinogradWeights
{
    private readonly int channels;
    private readonly int outputs;
    private readonly int panel = 2 * VectorUnit.Lanes;

    /// <summary>Works the layout out.</summary>
    /// <param name="channels">Channels of the input, over all groups.</param>
    /// <param name="outputs">Outputs, over all groups.</param>
    public WinogradWeights(int channels, int outputs)
    {
        this.channels = channels;
        this.outputs = outputs;
        Panel = checked(channels * panel);
        Plane = PlaneOf(channels, outputs);
        FlippedPanel = checked(outputs * panel);
        FlippedPlane = PlaneOf(outputs, channels);
    }

    /// <summary>From panel to panel of a component.</summary>
    public int Panel { get; }

    /// <summary>From component to component.</summary>
    public int Plane { get; }

    /// <summary>From panel to panel of a component, for the input gradient.</summary>
    public int FlippedPanel { get; }

    /// <summary>From component to component, for the input gradient.</summary>
    public int FlippedPlane { get; }

    /// <summary>Floats of the transformed weights.</summary>
    public int Length => checked(WinogradTransform.Components * Plane);

    /// <summary>Floats of the transformed weights for the input gradient.</summary>
    public int FlippedLength => checked(WinogradTransform.Components * FlippedPlane);

    /// <summary>Tasks that transform the weights.</summary>
    public int Tasks => (TensorGeometry.RoundUp(outputs) + panel - 1) / panel;

    /// <summary>Tasks that transform the weights for the input gradient.</summary>
    public int FlippedTasks => (TensorGeometry.RoundUp(channels) + panel - 1) / panel;

    /// <summary>Transforms the weights of one task's panel.</summary>
    /// <param name="weights">The packed weights.</param>
    /// <param name="transformed">Receives all panels.</param>
    /// <param name="task">The panel.</param>
    public unsafe void Transform<TLanes>(Floats weights, Floats transformed, int task)
        where TLanes : struct, ILanes<TLanes>
    {
        float* room = stackalloc float[WinogradTransform.TemporaryFloats];
        var temporary = new Floats(room);
        var source = weights + ((nint)task * 9 * Panel);
        var target = transformed + ((nint)task * Panel);
        for (int i = 0; i < Panel; i += TLanes.Count)
        {
            WinogradTransform.Kernel<TLanes>(source + i, Panel, target + i, Plane, temporary);
        }
    }

    /// <summary>Transforms the weights of one task's panel of channels for the input gradient: taps in opposite order, channels and outputs exchanged.</summary>
    /// <param name="weights">The packed weights.</param>
    /// <param name="flipped">Receives all panels.</param>
    /// <param name="task">The panel.</param>
    public unsafe void Flip<TLanes>(Floats weights, Floats flipped, int task)
        where TLanes : struct, ILanes<TLanes>
    {
        float* room = stackalloc float[WinogradTransform.TemporaryFloats];
        var temporary = new Floats(room);
        int lanes = TLanes.Count;
        float* taps = stackalloc float[9 * 16 * 16];
        var block = new Floats(taps);
        for (int half = 0; half < panel; half += lanes)
        {
            int channel = (task * panel) + half;
            var target = flipped + (((nint)task * FlippedPanel) + half);
            for (int output = 0; output < outputs; output += lanes)
            {
                TransposedTaps<TLanes>(weights, channel, output, block);
                for (int i = 0; i < Math.Min(lanes, outputs - output); i++)
                {
                    WinogradTransform.Kernel<TLanes>(block + (i * lanes), lanes * lanes, target + ((nint)(output + i) * panel), FlippedPlane, temporary);
                }
            }
        }
    }

    private static int PlaneOf(int rows, int columns)
    {
        int panel = 2 * VectorUnit.Lanes;

        // One more cache line, so that the components don't fall into the same few lines of the cache.
        return checked(((TensorGeometry.RoundUp(columns) + panel - 1) / panel * panel * rows) + TensorGeometry.Granularity);
    }

    /// <summary>Vectors of channels for each of some outputs, taps in opposite order; zeros beyond the channels.</summary>
    private void TransposedTaps<TLanes>(Floats weights, int channel, int output, Floats block)
        where TLanes : struct, ILanes<TLanes>
    {
        int lanes = TLanes.Count;
        int count = Math.Clamp(channels - channel, 0, lanes);
        var source = weights + (((nint)(output / panel) * 9 * Panel) + (output % panel) + ((nint)channel * panel));
        for (int tap = 0; tap < 9; tap++)
        {
            var target = block + ((8 - tap) * lanes * lanes);
            if (count == lanes)
            {
                TLanes.Transpose(source, panel, target, lanes);
            }
            else
            {
                target.Clear(lanes * lanes);
                for (int row = 0; row < count; row++)
                {
                    for (int column = 0; column < lanes; column++)
                    {
                        target[(column * lanes) + row] = source[((nint)row * panel) + column];
                    }
                }
            }

            source += Panel;
        }
    }
}
