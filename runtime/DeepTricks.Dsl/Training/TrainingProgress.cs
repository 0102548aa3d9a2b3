namespace DeepTricks.Dsl;

/// <summary>Where training stands.</summary>
/// <param name="Epoch">The current epoch, 1 for the first.</param>
/// <param name="Epochs">Epochs in all.</param>
/// <param name="Step">Steps done in this epoch.</param>
/// <param name="StepsPerEpoch">Steps of an epoch.</param>
/// <param name="Loss">Mean loss of the samples seen in this epoch.</param>
/// <param name="Accuracy">Share of those samples whose label had the largest output, from 0 to 1; null where targets are not labels.</param>
/// <param name="SamplesPerSecond">Samples trained per second since the start, validation not counted.</param>
/// <param name="Elapsed">Time since the start.</param>
/// <param name="Remaining">Estimated time to the end.</param>
public readonly record struct TrainingProgress(
    int Epoch,
    int Epochs,
    int Step,
    int StepsPerEpoch,
    double Loss,
    double? Accuracy,
    double SamplesPerSecond,
    TimeSpan Elapsed,
    TimeSpan Remaining);
