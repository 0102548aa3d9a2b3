using System.ComponentModel;
using System.Runtime.CompilerServices;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Kernels;

/// <summary>Average pooling of one sample.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Pooling
{
    /// <summary>Forward.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Average<TLanes>(in TensorGeometry layout, Floats input, in TensorGeometry outputLayout, Floats output, in WindowGeometry window)
        where TLanes : struct, ILanes<TLanes>
    {
        var share = TLanes.Broadcast(1f / (window.KernelHeight * window.KernelWidth));
        for (int y = 0; y < outputLayout.Height; y++)
        {
            for (int x = 0; x < outputLayout.Width; x++)
            {
                for (int c = 0; c < outputLayout.Padded; c += TLanes.Count)
                {
                    var sum = TLanes.Zero;
                    for (int ky = 0; ky < window.KernelHeight; ky++)
                    {
                        var row = layout.At(input, (y * window.StrideY) + ky, x * window.StrideX) + c;
                        for (int kx = 0; kx < window.KernelWidth; kx++)
                        {
                            sum = sum + TLanes.Load(row + ((nint)kx * layout.Stride));
                        }
                    }

                    TLanes.Store(outputLayout.At(output, y, x) + c, sum * share);
                }
            }
        }
    }

    /// <summary>Backward.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AverageGradient<TLanes>(
        in TensorGeometry gradientLayout, Floats outputGradient, in TensorGeometry inputLayout, Floats inputGradient, in WindowGeometry window)
        where TLanes : struct, ILanes<TLanes>
    {
        for (int pixel = 0; pixel < inputLayout.Height * inputLayout.Width; pixel++)
        {
            inputLayout.At(inputGradient, pixel / inputLayout.Width, pixel % inputLayout.Width).Clear(inputLayout.Padded);
        }

        var share = TLanes.Broadcast(1f / (window.KernelHeight * window.KernelWidth));
        for (int y = 0; y < gradientLayout.Height; y++)
        {
            for (int x = 0; x < gradientLayout.Width; x++)
            {
                for (int c = 0; c < gradientLayout.Padded; c += TLanes.Count)
                {
                    var part = TLanes.Load(gradientLayout.At(outputGradient, y, x) + c) * share;
                    for (int ky = 0; ky < window.KernelHeight; ky++)
                    {
                        var row = inputLayout.At(inputGradient, (y * window.StrideY) + ky, x * window.StrideX) + c;
                        for (int kx = 0; kx < window.KernelWidth; kx++)
                        {
                            var place = row + ((nint)kx * inputLayout.Stride);
                            TLanes.Store(place, TLanes.Load(place) + part);
                        }
                    }
                }
            }
        }
    }
}
