using System.Collections.Generic;
using System.Linq;

namespace DeepTricks.Dsl.Shapes.Layers;

/// <summary>One layer kind: its settings, and what it makes of the shape of its input.</summary>
internal abstract class LayerRule
{
    /// <summary>Names and settings of the kind.</summary>
    public abstract LayerSchema Schema { get; }

    /// <summary>Whether the output has the input's shape whatever the settings, so that a wrong setting hides nothing that follows.</summary>
    public virtual bool KeepsShape => false;

    /// <summary>What is wrong with settings that are each in range but contradict each other: which one, and the end of a sentence.</summary>
    public virtual IEnumerable<(string Setting, string Problem)> Contradictions(LayerSpec layer) => [];

    /// <summary>The layer's shape at its place, or null after reporting why there is none.</summary>
    public abstract LayerShape? Infer(LayerPlace place);

    /// <summary>A schema of the given kind.</summary>
    protected static LayerSchema Describe(LayerKind kind, string prefix, params SettingSchema[] settings)
        => new(kind, kind.ToString(), prefix, settings.ToEquatableArray());

    /// <summary>The schema of a loss, whose last setting is what it counts among the losses of a network with several outputs.</summary>
    protected static LayerSchema DescribeLoss(LayerKind kind, params SettingSchema[] settings) =>
        Describe(kind, "loss", [.. settings, SettingSchema.Optional("Weight", 1, ValueRange.Positive, "Factor of the loss among the losses of the network")]) with { IsLoss = true };
}

/// <summary>A layer that works on each number or on each position by itself.</summary>
internal abstract class SameShapeRule : LayerRule
{
    /// <inheritdoc/>
    public sealed override bool KeepsShape => true;

    /// <inheritdoc/>
    public override LayerShape? Infer(LayerPlace place)
        => new(place.Layer, place.Input, place.Input, Parameters(place).ToEquatableArray(), Sizes.Operations(Sizes.Product(place.Input.Count, FlopsPerNumber(place.Layer))));

    /// <summary>The stored tensors, none by default.</summary>
    protected virtual IEnumerable<ParameterShape> Parameters(LayerPlace place) => [];

    /// <summary>Operations for each number of the input; a transcendental function counts as one.</summary>
    protected abstract long FlopsPerNumber(LayerSpec layer);
}
