using DeepTricks.Dsl.Kernels;
using ILGPU;
using ILGPU.Runtime;

namespace DeepTricks.Dsl.Gpu;

/// <summary>
/// The update of all parameters in one launch, by the formulas of <see cref="OptimizerKernels"/>. Parameters, gradients and moments lie in one
/// flat buffer each; a table says what happens to each block of <see cref="BlockFloats"/>, at whose multiples tensors start. What lies between
/// tensors has zero gradients, and stays zero.
/// </summary>
internal sealed class GpuOptimizer(GpuMachine machine)
{
    /// <summary>Floats that share an entry of the table; tensors start at multiples.</summary>
    public const int BlockFloats = 64;

    /// <summary>The table's entry of a block that is frozen.</summary>
    public const int Frozen = 0;

    /// <summary>The table's entry of a block that is updated without weight decay.</summary>
    public const int Updated = 1;

    /// <summary>The table's entry of a block that is updated with weight decay.</summary>
    public const int Decayed = 2;

    private readonly Action<AcceleratorStream, KernelConfig, Operands> descend = machine.Accelerator.LoadKernel<Operands>(Descend);
    private readonly Action<AcceleratorStream, KernelConfig, Operands> move = machine.Accelerator.LoadKernel<Operands>(DescendWithMomentum);
    private readonly Action<AcceleratorStream, KernelConfig, Operands> adapt = machine.Accelerator.LoadKernel<Operands>(Adam);

    /// <summary>Updates all parameters, unless <paramref name="failed"/> is set.</summary>
    /// <param name="constants">The step's rule and constants.</param>
    /// <param name="weights">All parameters.</param>
    /// <param name="gradient">Their gradients; only read.</param>
    /// <param name="state1">SGD's momentum or Adam's first moment, zero before the first step; may be empty for SGD without momentum.</param>
    /// <param name="state2">Adam's second moment, zero before the first step; may be empty for SGD.</param>
    /// <param name="table">What happens to each block of parameters.</param>
    /// <param name="failed">One number, not zero once a loss was not finite: then nothing changes.</param>
    /// <param name="scale">One number that gradients are multiplied with, as <see cref="GpuGradientNorm"/> leaves it; or empty.</param>
    public void Launch(
        in OptimizerConstants constants,
        ArrayView<float> weights,
        ArrayView<float> gradient,
        ArrayView<float> state1,
        ArrayView<float> state2,
        ArrayView<int> table,
        ArrayView<int> failed,
        ArrayView<float> scale = default)
    {
        int count = checked((int)weights.Length);
        if (count == 0)
        {
            return;
        }

        var operands = new Operands
        {
            Weights = weights,
            Gradient = gradient,

            // A kernel takes no empty view.
            State1 = state1.Length > 0 ? state1 : weights,
            State2 = state2.Length > 0 ? state2 : weights,
            Scale = scale.Length > 0 ? scale : weights,
            HasScale = scale.Length > 0 ? 1 : 0,
            Table = table,
            Failed = failed,
            Count = count,
            Rate = constants.Rate,
            Decay = constants.Decay,
            Remainder = constants.Remainder,
            Momentum = constants.Momentum,
            Nesterov = constants.Nesterov ? 1 : 0,
            NewFirst = constants.NewFirst,
            OldSecond = constants.OldSecond,
            NewSecond = constants.NewSecond,
            RootCorrection = constants.RootCorrection,
            Epsilon = constants.Epsilon,
        };
        var rule = constants.Kind == OptimizerKind.Adam ? adapt : constants.Momentum == 0 ? descend : move;
        rule(machine.Stream, KernelGrid.Over(machine, count), operands);
    }

    internal static void Descend(Operands operands)
    {
        float scale = operands.HasScale != 0 ? operands.Scale[0] : 1f;
        int end = operands.Failed[0] != 0 ? 0 : operands.Count;
        for (int i = KernelGrid.Thread; i < end; i += KernelGrid.Threads)
        {
            int entry = operands.Table[i / BlockFloats];
            if (entry != Frozen)
            {
                float weight = operands.Weights[i];
                operands.Weights[i] = operands.Stepped(entry, weight, operands.Slope(entry, weight, operands.Gradient[i] * scale));
            }
        }
    }

    internal static void DescendWithMomentum(Operands operands)
    {
        float scale = operands.HasScale != 0 ? operands.Scale[0] : 1f;
        int end = operands.Failed[0] != 0 ? 0 : operands.Count;
        for (int i = KernelGrid.Thread; i < end; i += KernelGrid.Threads)
        {
            int entry = operands.Table[i / BlockFloats];
            if (entry != Frozen)
            {
                float weight = operands.Weights[i];
                float slope = operands.Slope(entry, weight, operands.Gradient[i] * scale);
                float moved = (operands.Momentum * operands.State1[i]) + slope;
                operands.State1[i] = moved;
                float step = operands.Nesterov != 0 ? (operands.Momentum * moved) + slope : moved;
                operands.Weights[i] = operands.Stepped(entry, weight, step);
            }
        }
    }

    internal static void Adam(Operands operands)
    {
        float scale = operands.HasScale != 0 ? operands.Scale[0] : 1f;
        int end = operands.Failed[0] != 0 ? 0 : operands.Count;
        for (int i = KernelGrid.Thread; i < end; i += KernelGrid.Threads)
        {
            int entry = operands.Table[i / BlockFloats];
            if (entry != Frozen)
            {
                float weight = operands.Weights[i];
                float slope = operands.Slope(entry, weight, operands.Gradient[i] * scale);
                float mean = operands.State1[i];
                mean = (operands.NewFirst * (slope - mean)) + mean;
                float square = (operands.NewSecond * slope * slope) + (operands.OldSecond * operands.State2[i]);
                operands.State1[i] = mean;
                operands.State2[i] = square;
                float root = (ThreadMath.Sqrt(square) * operands.RootCorrection) + operands.Epsilon;
                operands.Weights[i] = operands.Stepped(entry, weight, mean / root);
            }
        }
    }

    internal struct Operands
    {
        public ArrayView<float> Weights;
        public ArrayView<float> Gradient;
        public ArrayView<float> State1;
        public ArrayView<float> State2;
        public ArrayView<float> Scale;
        public ArrayView<int> Table;
        public ArrayView<int> Failed;
        public int Count;
        public int HasScale;
        public int Nesterov;
        public float Rate;
        public float Decay;
        public float Remainder;
        public float Momentum;
        public float NewFirst;
        public float OldSecond;
        public float NewSecond;
        public float RootCorrection;
        public float Epsilon;

        /// <summary>The gradient with the decay that is not decoupled.</summary>
        public readonly float Slope(int entry, float weight, float gradient) => entry == Decayed ? (Decay * weight) + gradient : gradient;

        /// <summary>The weight after a step, with the decay that is decoupled.</summary>
        public readonly float Stepped(int entry, float weight, float step) => (entry == Decayed ? Remainder * weight : weight) - (Rate * step);
    }
}
