namespace DeepTricks.Dsl;

/// <summary>What one epoch of training brought.</summary>
/// <param name="Epoch">Its number, 1 for the first.</param>
/// <param name="TrainingLoss">Mean loss of its samples, each taken at its step, with dropout as drawn.</param>
/// <param name="TrainingAccuracy">Share of its samples whose label had the largest output, from 0 to 1; null where targets are not labels.</param>
/// <param name="Validation">How the network did on the samples held out, after the epoch; null without such.</param>
/// <param name="LearningRate">Learning rate of its last step.</param>
/// <param name="Seconds">Time of its steps, validation not counted.</param>
public sealed record EpochResult(
    int Epoch, double TrainingLoss, double? TrainingAccuracy, Evaluation? Validation, double LearningRate, double Seconds);

/// <summary>What training brought. The network keeps the weights of the last epoch.</summary>
/// <param name="Epochs">Every epoch in order.</param>
/// <param name="Best">The epoch with the lowest validation loss, or training loss where nothing was held out.</param>
/// <param name="Samples">Samples trained, those of every epoch counted.</param>
/// <param name="Seconds">Time of the whole, validation included.</param>
/// <param name="SamplesPerSecond">Samples trained per second, validation not counted.</param>
public sealed record TrainingResult(
    IReadOnlyList<EpochResult> Epochs, EpochResult Best, long Samples, double Seconds, double SamplesPerSecond);
