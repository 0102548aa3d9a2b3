using System.Collections.Generic;

namespace DeepTricks.Dsl.Shapes.Layers;

/// <summary>Batch normalization per channel, as PyTorch's: learned scale and shift, running mean and (unbiased) variance.</summary>
internal sealed class BatchNormRule : SameShapeRule
{
    /// <inheritdoc/>
    public override LayerSchema Schema { get; } = Describe(
        LayerKind.BatchNorm,
        "bn",
        SettingSchema.Optional("Momentum", 0.1, new ValueRange(false, 0, 1, false, true), "Weight of a new batch in the running statistics"),
        SettingSchema.Optional("Epsilon", 1e-5, ValueRange.Positive, "What is added to the variance"));

    /// <inheritdoc/>
    protected override IEnumerable<ParameterShape> Parameters(LayerPlace place) =>
    [
        place.Parameter("weight", ParameterRole.NormScale, place.Input.Channels),
        place.Parameter("bias", ParameterRole.NormShift, place.Input.Channels),
        place.Parameter("running_mean", ParameterRole.RunningMean, place.Input.Channels),
        place.Parameter("running_var", ParameterRole.RunningVariance, place.Input.Channels),
    ];

    /// <inheritdoc/>
    protected override long FlopsPerNumber(LayerSpec layer) => 2;
}
