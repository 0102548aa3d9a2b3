namespace DeepTricks.Dsl.Shapes.Layers;

/// <summary>Softmax and cross-entropy against a class index: one number per class, and no positions left.</summary>
internal sealed class SoftmaxCrossEntropyRule : SameShapeRule
{
    /// <inheritdoc/>
    public override LayerSchema Schema { get; } = DescribeLoss(
        LayerKind.SoftmaxCrossEntropy,
        SettingSchema.Optional(
            "Smoothing", 0, new ValueRange(false, 0, 1, true, false), "Part of the target that is spread evenly over all classes"));

    /// <inheritdoc/>
    public override LayerShape? Infer(LayerPlace place)
    {
        if (place.Input.Positions != 1)
        {
            return place.Fail(
                IssueIds.LossShape,
                null,
                "takes one number per class, but its " + place.InputName + " is " + place.Input
                    + "; put GlobalAveragePool or Dense(classes) before it");
        }

        if (place.Input.Channels < 2)
        {
            return place.Fail(
                IssueIds.LossShape,
                null,
                "needs two classes or more, but its " + place.InputName
                    + " is a single number, so that the loss is always 0; use Dense(2) before it, or BinaryCrossEntropy");
        }

        return base.Infer(place);
    }

    /// <inheritdoc/>
    protected override long FlopsPerNumber(LayerSpec layer) => 4;
}
