namespace DeepTricks.Dsl;

/// <summary>The training steps of a network on a device, as a training run sees them.</summary>
internal interface ITrainingSteps : IDisposable
{
    /// <summary>Steps whose outcomes are kept until they are taken; what an older one brought is lost.</summary>
    const int MostOutcomes = 64;

    /// <summary>The losses of the last step's samples, added up. Waits for the step.</summary>
    double LossSum { get; }

    /// <summary>How many of the last step's samples had their label's output largest in the last output (class targets only). Waits for the step.</summary>
    int Correct { get; }

    /// <summary>
    /// Runs one step, forward, backward and update, or has it run while the caller goes on. A step whose loss is not finite stops before its
    /// update, and so does each step behind it, until the first one that is begun after that loss was seen.
    /// </summary>
    void Step(in Batch samples, in OptimizerStep update);

    /// <summary>Takes the outcomes one by one, in the order of the steps.</summary>
    /// <param name="outcome">The outcome of the first step whose outcome was not taken yet.</param>
    /// <param name="waits">Whether to wait for it. Otherwise it may not be known yet, though it will be within a blink of an eye.</param>
    /// <returns>Whether there is one.</returns>
    bool TryTake(out StepOutcome outcome, bool waits);

    /// <summary>The name of the first layer with a NaN or an infinity in its tensors or its output, in a repetition of a step, or null.</summary>
    string? FirstNonFiniteLayer(in Batch samples, in OptimizerStep update);

    /// <summary>Copies out the gradient of a parameter after a step with <see cref="OptimizerKind.None"/>.</summary>
    void CopyGradient(Parameter parameter, Span<float> rowMajor);

    /// <summary>Copies the optimizer's state and all parameters, to return to.</summary>
    TrainingSnapshot Snapshot(TrainingSnapshot? reuse = null);

    /// <summary>Returns to a snapshot.</summary>
    void Restore(TrainingSnapshot snapshot);
}
