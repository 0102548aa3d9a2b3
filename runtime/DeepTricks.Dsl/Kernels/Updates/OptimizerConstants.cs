using System.ComponentModel;

namespace DeepTricks.Dsl.Kernels;

/// <summary>An <see cref="OptimizerStep"/> as <see cref="OptimizerKernels"/> computes with it, worked out once in double precision.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct OptimizerConstants
{
    /// <summary>The update rule.</summary>
    public OptimizerKind Kind { get; private init; }

    /// <summary>Factor of the update: the learning rate, for Adam divided by the first moment's bias correction.</summary>
    public float Rate { get; private init; }

    /// <summary>What of the weight is added to its gradient (decay that is not decoupled).</summary>
    public float Decay { get; private init; }

    /// <summary>What of the weight remains before the update (decoupled decay).</summary>
    public float Remainder { get; private init; }

    /// <summary>Momentum of SGD.</summary>
    public float Momentum { get; private init; }

    /// <summary>Whether the momentum is Nesterov's.</summary>
    public bool Nesterov { get; private init; }

    /// <summary>Adam's 1 - beta1.</summary>
    public float NewFirst { get; private init; }

    /// <summary>Adam's beta2.</summary>
    public float OldSecond { get; private init; }

    /// <summary>Adam's 1 - beta2.</summary>
    public float NewSecond { get; private init; }

    /// <summary>1 over the root of the second moment's bias correction.</summary>
    public float RootCorrection { get; private init; }

    /// <summary>What Adam adds to the corrected root of the second moment.</summary>
    public float Epsilon { get; private init; }

    /// <summary>The constants of one step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Adam's step number is less than 1.</exception>
    public static OptimizerConstants Of(in OptimizerStep step)
    {
        double firstCorrection = 1;
        double secondCorrection = 1;
        if (step.Kind == OptimizerKind.Adam)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(step.Step, 1, nameof(step));
            firstCorrection = 1 - Math.Pow(step.Beta1, step.Step);
            secondCorrection = 1 - Math.Pow(step.Beta2, step.Step);
        }

        return new OptimizerConstants
        {
            Kind = step.Kind,
            Rate = (float)(step.LearningRate / firstCorrection),
            Decay = step.DecoupledDecay ? 0 : (float)step.WeightDecay,
            Remainder = step.DecoupledDecay ? (float)(1 - (step.LearningRate * step.WeightDecay)) : 1,
            Momentum = (float)step.Momentum,
            Nesterov = step.Nesterov,
            NewFirst = (float)(1 - step.Beta1),
            OldSecond = (float)step.Beta2,
            NewSecond = (float)(1 - step.Beta2),
            RootCorrection = (float)(1 / Math.Sqrt(secondCorrection)),
            Epsilon = (float)step.Epsilon,
        };
    }
}
