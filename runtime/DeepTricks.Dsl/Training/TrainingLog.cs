using Microsoft.Extensions.Logging;

namespace DeepTricks.Dsl;

/// <summary>What training writes to a log.</summary>
internal static partial class TrainingLog
{
    [LoggerMessage(1, LogLevel.Warning, "{Assembly} is compiled without optimization and trains several times slower; build it with -c Release")]
    public static partial void NotOptimized(ILogger logger, string assembly);

    [LoggerMessage(
        2,
        LogLevel.Information,
        "Epoch {Epoch} of {Epochs}: loss {Loss}, accuracy {Accuracy}, "
        + "validation loss {ValidationLoss}, validation accuracy {ValidationAccuracy}, {Seconds} s")]
    public static partial void EpochDone(
        ILogger logger, int epoch, int epochs, double loss, double? accuracy, double? validationLoss, double? validationAccuracy, double seconds);

    [LoggerMessage(
        3, LogLevel.Error, "Training diverged in epoch {Epoch}, step {Step}, first in {Layer}; the network is as after the last good epoch")]
    public static partial void Diverged(ILogger logger, int epoch, long step, string layer);
}
