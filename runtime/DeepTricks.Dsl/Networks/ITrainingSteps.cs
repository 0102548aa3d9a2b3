namespace DeepTricks.Dsl;

/// <summary>The training steps of a network on a device, as a training run sees them.</summary>
internal interface ITrainingSteps : IDisposable
{
    /// <summary>The losses of the last step's samples, added up.</summary>
    double LossSum { get; }

    /// <summary>How many of the last step's samples had their label's output largest in the last output (class targets only).</summary>
    int Correct { get; }

    /// <summary>Runs one step: forward, backward, update. A step whose loss is not finite stops before its update.</summary>
    void Step(in Batch samples, in OptimizerStep update);

    /// <summary>The name of the first layer with a NaN or an infinity in its tensors or its output, in a repetition of a step, or null.</summary>
    string? FirstNonFiniteLayer(in Batch samples, in OptimizerStep update);

    /// <summary>Copies out the gradient of a parameter after a step with <see cref="OptimizerKind.None"/>.</summary>
    void CopyGradient(Parameter parameter, Span<float> rowMajor);

    /// <summary>Copies the optimizer's state and all parameters, to return to.</summary>
    TrainingSnapshot Snapshot(TrainingSnapshot? reuse = null);

    /// <summary>Returns to a snapshot.</summary>
    void Restore(TrainingSnapshot snapshot);
}
