using DeepTricks.Dsl.Kernels;
using ILGPU;

namespace DeepTricks.Dsl.Gpu;

/// <summary>What happens to the numbers of a line of 16 in an update.</summary>
internal enum UpdateKind
{
    /// <summary>Nothing: running statistics.</summary>
    None,

    /// <summary>They follow their gradient.</summary>
    Follows,

    /// <summary>They follow it, and decay: weights.</summary>
    Decays,
}

/// <summary>The update of all of a network's numbers.</summary>
internal struct UpdateOperands
{
    /// <summary>Numbers of a line, all of one tensor.</summary>
    public const int Line = 16;

    /// <summary>The numbers.</summary>
    public ArrayView<float> Values;

    /// <summary>Their gradients.</summary>
    public ArrayView<float> Gradients;

    /// <summary>Momentum, or Adam's first moment.</summary>
    public ArrayView<float> First;

    /// <summary>Adam's second moment.</summary>
    public ArrayView<float> Second;

    /// <summary>The <see cref="UpdateKind"/> of each line.</summary>
    public ArrayView<int> Lines;

    /// <summary>The sums of squares of the gradients, where they are clipped.</summary>
    public ArrayView<float> Squares;

    /// <summary>The loss of the step: nothing is updated unless it is finite.</summary>
    public ArrayView<float> Results;

    /// <summary>Numbers.</summary>
    public int Length;

    /// <summary>Sums of squares; 0 if nothing is clipped.</summary>
    public int SquareParts;

    /// <summary>The largest norm.</summary>
    public float ClipNorm;

    /// <summary>1 for Adam.</summary>
    public int IsAdam;

    /// <summary>1 for Nesterov's momentum.</summary>
    public int IsNesterov;

    /// <summary>As in <see cref="OptimizerConstants"/>.</summary>
    public float Rate;

    /// <summary>As in <see cref="OptimizerConstants"/>.</summary>
    public float Decay;

    /// <summary>As in <see cref="OptimizerConstants"/>.</summary>
    public float Remainder;

    /// <summary>As in <see cref="OptimizerConstants"/>.</summary>
    public float Momentum;

    /// <summary>As in <see cref="OptimizerConstants"/>.</summary>
    public float NewFirst;

    /// <summary>As in <see cref="OptimizerConstants"/>.</summary>
    public float OldSecond;

    /// <summary>As in <see cref="OptimizerConstants"/>.</summary>
    public float NewSecond;

    /// <summary>As in <see cref="OptimizerConstants"/>.</summary>
    public float RootCorrection;

    /// <summary>As in <see cref="OptimizerConstants"/>.</summary>
    public float Epsilon;

    /// <summary>Takes the numbers of a step over.</summary>
    public void Set(in OptimizerConstants constants)
    {
        IsAdam = constants.Kind == OptimizerKind.Adam ? 1 : 0;
        IsNesterov = constants.Nesterov ? 1 : 0;
        Rate = constants.Rate;
        Decay = constants.Decay;
        Remainder = constants.Remainder;
        Momentum = constants.Momentum;
        NewFirst = constants.NewFirst;
        OldSecond = constants.OldSecond;
        NewSecond = constants.NewSecond;
        RootCorrection = constants.RootCorrection;
        Epsilon = constants.Epsilon;
    }
}

/// <summary>The optimizers, with the formulas of <c>OptimizerKernels</c>: one launch for all parameters.</summary>
internal static class UpdateKernels
{
    /// <summary>Sums the squares of the gradients, a part for each group.</summary>
    public static void Squares(UpdateOperands p)
    {
        float sum = 0f;
        for (int i = KernelGrid.Thread; i < p.Length; i += KernelGrid.Threads)
        {
            float gradient = p.Gradients[i];
            sum += gradient * gradient;
        }

        var shared = SharedMemory.Allocate<float>(GroupSums.MostThreads);
        sum = GroupSums.OfAll(shared, sum);
        if (Group.IdxX == 0)
        {
            p.Squares[Grid.IdxX] = sum;
        }
    }

    /// <summary>Updates every number.</summary>
    public static void Update(UpdateOperands p)
    {
        if (!ThreadMath.IsFinite(p.Results[0]))
        {
            return;
        }

        float clip = 1f;
        if (p.SquareParts > 0)
        {
            float total = 0f;
            for (int part = 0; part < p.SquareParts; part++)
            {
                total += p.Squares[part];
            }

            // PyTorch's clip_grad_norm_: the small number keeps a zero norm from dividing by zero.
            float factor = p.ClipNorm / (ThreadMath.Sqrt(total) + 1e-6f);
            clip = factor < 1f ? factor : 1f;
        }

        for (int i = KernelGrid.Thread; i < p.Length; i += KernelGrid.Threads)
        {
            int kind = p.Lines[i / UpdateOperands.Line];
            if (kind == (int)UpdateKind.None)
            {
                continue;
            }

            float decay = kind == (int)UpdateKind.Decays ? p.Decay : 0f;
            float remainder = kind == (int)UpdateKind.Decays ? p.Remainder : 1f;
            float weight = p.Values[i];
            float slope = (decay * weight) + (p.Gradients[i] * clip);
            float step = slope;
            if (p.IsAdam == 1)
            {
                float mean = p.First[i];
                mean = (p.NewFirst * (slope - mean)) + mean;
                float square = (p.NewSecond * slope * slope) + (p.OldSecond * p.Second[i]);
                p.First[i] = mean;
                p.Second[i] = square;
                step = mean / ((ThreadMath.Sqrt(square) * p.RootCorrection) + p.Epsilon);
            }
            else if (p.Momentum != 0f)
            {
                float moved = (p.Momentum * p.First[i]) + slope;
                p.First[i] = moved;
                step = p.IsNesterov == 1 ? (p.Momentum * moved) + slope : moved;
            }

            p.Values[i] = (remainder * weight) - (p.Rate * step);
        }
    }
}
