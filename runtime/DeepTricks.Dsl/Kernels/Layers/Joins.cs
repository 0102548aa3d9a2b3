using System.ComponentModel;
using System.Runtime.CompilerServices;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Kernels;

/// <summary>Joins of values of one sample, and their gradients. Each layout may have its own strides and border.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Joins
{
    /// <summary>Copies a sample to one of another layout.</summary>
    public static void Copy<TLanes>(in TensorGeometry fromLayout, Floats from, in TensorGeometry toLayout, Floats to)
        where TLanes : struct, ILanes<TLanes> => Run<TLanes, Copied<TLanes>>(fromLayout, from, toLayout, to);

    /// <summary>Adds a sample to another.</summary>
    public static void Add<TLanes>(in TensorGeometry fromLayout, Floats from, in TensorGeometry toLayout, Floats to)
        where TLanes : struct, ILanes<TLanes> => Run<TLanes, Added<TLanes>>(fromLayout, from, toLayout, to);

    /// <summary>Multiplies a sample by another.</summary>
    public static void Multiply<TLanes>(in TensorGeometry fromLayout, Floats from, in TensorGeometry toLayout, Floats to)
        where TLanes : struct, ILanes<TLanes> => Run<TLanes, Multiplied<TLanes>>(fromLayout, from, toLayout, to);

    /// <summary>Copies a part into a joint tensor, behind a number of channels. Behind the last part zeros fill the padding.</summary>
    public static void Place(in TensorGeometry partLayout, Floats part, in TensorGeometry layout, Floats joint, int offset)
    {
        bool isLast = offset + partLayout.Channels == layout.Channels;
        for (int y = 0; y < layout.Height; y++)
        {
            for (int x = 0; x < layout.Width; x++)
            {
                var to = layout.At(joint, y, x);
                partLayout.At(part, y, x).AsSpan(partLayout.Channels).CopyTo((to + offset).AsSpan(partLayout.Channels));
                if (isLast)
                {
                    (to + layout.Channels).Clear(layout.Padded - layout.Channels);
                }
            }
        }
    }

    /// <summary>Takes a part's channels out of a joint gradient, or adds them to what is there.</summary>
    public static void Take(in TensorGeometry layout, Floats joint, int offset, in TensorGeometry partLayout, Floats part, bool adds)
    {
        for (int y = 0; y < layout.Height; y++)
        {
            for (int x = 0; x < layout.Width; x++)
            {
                var from = layout.At(joint, y, x) + offset;
                var to = partLayout.At(part, y, x);
                if (!adds)
                {
                    from.AsSpan(partLayout.Channels).CopyTo(to.AsSpan(partLayout.Channels));
                    (to + partLayout.Channels).Clear(partLayout.Padded - partLayout.Channels);
                    continue;
                }

                for (int c = 0; c < partLayout.Channels; c++)
                {
                    to[c] += from[c];
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TLanes, TJoin>(in TensorGeometry fromLayout, Floats from, in TensorGeometry toLayout, Floats to)
        where TLanes : struct, ILanes<TLanes>
        where TJoin : struct, IJoin<TLanes>
    {
        int channels = toLayout.Padded;
        for (int y = 0; y < toLayout.Height; y++)
        {
            var source = fromLayout.At(from, y, 0);
            var target = toLayout.At(to, y, 0);
            for (int x = 0; x < toLayout.Width; x++)
            {
                for (int c = 0; c < channels; c += TLanes.Count)
                {
                    TLanes.Store(target + c, TJoin.Of(TLanes.Load(source + c), target + c));
                }

                source += fromLayout.Stride;
                target += toLayout.Stride;
            }
        }
    }

    private interface IJoin<TLanes>
        where TLanes : struct, ILanes<TLanes>
    {
        static abstract TLanes Of(TLanes value, Floats place);
    }

    private readonly struct Copied<TLanes> : IJoin<TLanes>
        where TLanes : struct, ILanes<TLanes>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Of(TLanes value, Floats place) => value;
    }

    private readonly struct Added<TLanes> : IJoin<TLanes>
        where TLanes : struct, ILanes<TLanes>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Of(TLanes value, Floats place) => TLanes.Load(place) + value;
    }

    private readonly struct Multiplied<TLanes> : IJoin<TLanes>
        where TLanes : struct, ILanes<TLanes>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Of(TLanes value, Floats place) => TLanes.Load(place) * value;
    }
}
