using System.ComponentModel;
using System.Runtime.CompilerServices;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Kernels;

/// <summary>Nearest-neighbour upsampling of one sample. The factors follow from the layouts.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Upsampling
{
    /// <summary>Forward.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward<TLanes>(in TensorGeometry layout, Floats input, in TensorGeometry outputLayout, Floats output)
        where TLanes : struct, ILanes<TLanes>
    {
        int factorY = outputLayout.Height / layout.Height;
        int factorX = outputLayout.Width / layout.Width;
        for (int y = 0; y < outputLayout.Height; y++)
        {
            for (int x = 0; x < outputLayout.Width; x++)
            {
                var from = layout.At(input, y / factorY, x / factorX);
                var to = outputLayout.At(output, y, x);
                for (int c = 0; c < outputLayout.Padded; c += TLanes.Count)
                {
                    TLanes.Store(to + c, TLanes.Load(from + c));
                }
            }
        }
    }

    /// <summary>Backward: the sum over what each position was repeated to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward<TLanes>(in TensorGeometry gradientLayout, Floats outputGradient, in TensorGeometry inputLayout, Floats inputGradient)
        where TLanes : struct, ILanes<TLanes>
    {
        int factorY = gradientLayout.Height / inputLayout.Height;
        int factorX = gradientLayout.Width / inputLayout.Width;
        for (int y = 0; y < inputLayout.Height; y++)
        {
            for (int x = 0; x < inputLayout.Width; x++)
            {
                for (int c = 0; c < inputLayout.Padded; c += TLanes.Count)
                {
                    var sum = TLanes.Zero;
                    for (int repeat = 0; repeat < factorY * factorX; repeat++)
                    {
                        sum = sum + TLanes.Load(gradientLayout.At(outputGradient, (y * factorY) + (repeat / factorX), (x * factorX) + (repeat % factorX)) + c);
                    }

                    TLanes.Store(inputLayout.At(inputGradient, y, x) + c, sum);
                }
            }
        }
    }
}
