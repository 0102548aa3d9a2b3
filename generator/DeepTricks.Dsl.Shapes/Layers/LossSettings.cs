namespace DeepTricks.Dsl.Shapes.Layers;

/// <summary>The settings that all losses have.</summary>
internal static class LossSettings
{
    /// <summary>What the loss counts among the losses of a network with several outputs.</summary>
    public static SettingSchema Weight { get; } = SettingSchema.Optional("Weight", 1, ValueRange.Positive, "Factor of the loss among the losses of the network");
}
