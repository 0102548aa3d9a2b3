using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace DeepTricks.Dsl.Kernels;

/// <summary>The update of a slice of weights from its gradient: PyTorch's formulas, element by element.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class OptimizerKernels
{
    /// <summary>Updates <paramref name="count"/> weights and their state; zero weights with zero gradients stay zero.</summary>
    /// <param name="constants">The step's rule and constants.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="gradient">Their gradient; only read.</param>
    /// <param name="state1">SGD's momentum or Adam's first moment, zero before the first step; not touched by SGD without momentum.</param>
    /// <param name="state2">Adam's second moment, zero before the first step; not touched by SGD.</param>
    /// <param name="count">Floats, a multiple of the vector's lanes.</param>
    /// <param name="decays">Whether weight decay touches these weights.</param>
    public static void Update<TLanes>(
        in OptimizerConstants constants, Floats weights, Floats gradient, Floats state1, Floats state2, nint count, bool decays)
        where TLanes : struct, ILanes<TLanes>
    {
        float decay = decays ? constants.Decay : 0;
        float remainder = decays ? constants.Remainder : 1;
        switch (constants.Kind)
        {
            case OptimizerKind.Sgd when constants.Momentum == 0:
                Descend<TLanes>(constants, weights, gradient, count, decay, remainder);
                break;
            case OptimizerKind.Sgd:
                DescendWithMomentum<TLanes>(constants, weights, gradient, state1, count, decay, remainder);
                break;
            case OptimizerKind.Adam:
                Adam<TLanes>(constants, weights, gradient, state1, state2, count, decay, remainder);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Descend<TLanes>(
        in OptimizerConstants constants, Floats weights, Floats gradient, nint count, float decay, float remainder)
        where TLanes : struct, ILanes<TLanes>
    {
        var rate = TLanes.Broadcast(-constants.Rate);
        for (nint i = 0; i < count; i += TLanes.Count)
        {
            var weight = TLanes.Load(weights + i);
            var slope = TLanes.MultiplyAdd(TLanes.Broadcast(decay), weight, TLanes.Load(gradient + i));
            TLanes.Store(weights + i, TLanes.MultiplyAdd(rate, slope, TLanes.Broadcast(remainder) * weight));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void DescendWithMomentum<TLanes>(
        in OptimizerConstants constants, Floats weights, Floats gradient, Floats momenta, nint count, float decay, float remainder)
        where TLanes : struct, ILanes<TLanes>
    {
        var rate = TLanes.Broadcast(-constants.Rate);
        var momentum = TLanes.Broadcast(constants.Momentum);
        bool nesterov = constants.Nesterov;
        for (nint i = 0; i < count; i += TLanes.Count)
        {
            var weight = TLanes.Load(weights + i);
            var slope = TLanes.MultiplyAdd(TLanes.Broadcast(decay), weight, TLanes.Load(gradient + i));

            // The momentum starts at zero, so the first step's is the gradient itself, as PyTorch has it.
            var moved = TLanes.MultiplyAdd(momentum, TLanes.Load(momenta + i), slope);
            TLanes.Store(momenta + i, moved);
            var step = nesterov ? TLanes.MultiplyAdd(momentum, moved, slope) : moved;
            TLanes.Store(weights + i, TLanes.MultiplyAdd(rate, step, TLanes.Broadcast(remainder) * weight));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Adam<TLanes>(
        in OptimizerConstants constants,
        Floats weights,
        Floats gradient,
        Floats first,
        Floats second,
        nint count,
        float decay,
        float remainder)
        where TLanes : struct, ILanes<TLanes>
    {
        var rate = TLanes.Broadcast(-constants.Rate);
        var newFirst = TLanes.Broadcast(constants.NewFirst);
        var oldSecond = TLanes.Broadcast(constants.OldSecond);
        var newSecond = TLanes.Broadcast(constants.NewSecond);
        var correction = TLanes.Broadcast(constants.RootCorrection);
        var epsilon = TLanes.Broadcast(constants.Epsilon);
        for (nint i = 0; i < count; i += TLanes.Count)
        {
            var weight = TLanes.Load(weights + i);
            var slope = TLanes.MultiplyAdd(TLanes.Broadcast(decay), weight, TLanes.Load(gradient + i));
            var mean = TLanes.Load(first + i);
            mean = TLanes.MultiplyAdd(newFirst, slope - mean, mean);
            var square = TLanes.MultiplyAdd(newSecond * slope, slope, oldSecond * TLanes.Load(second + i));
            TLanes.Store(first + i, mean);
            TLanes.Store(second + i, square);
            var root = TLanes.MultiplyAdd(TLanes.Sqrt(square), correction, epsilon);
            TLanes.Store(weights + i, TLanes.MultiplyAdd(rate, mean / root, TLanes.Broadcast(remainder) * weight));
        }
    }
}
