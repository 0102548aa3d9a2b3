using System.Collections.Generic;
using System.Numerics;

namespace DeepTricks.Dsl.Shapes.Layers;

/// <summary>A fully connected layer, as PyTorch's Linear; flattens its input.</summary>
internal sealed class DenseRule : LayerRule
{
    /// <inheritdoc/>
    public override LayerSchema Schema { get; } = Describe(
        LayerKind.Dense,
        "dense",
        [SettingSchema.Required("Units", 0, ValueRange.WholeFrom(1), "Outputs"), .. InitSettings.Schemas]);

    /// <inheritdoc/>
    public override IEnumerable<(string Setting, string Problem)> Contradictions(LayerSpec layer) => InitContradictions.Of(layer);

    /// <inheritdoc/>
    public override LayerShape? Infer(LayerPlace place)
    {
        int units = place.Layer.Int("Units");
        int inputs = (int)place.Input.Count;
        if (!Sizes.Fits(units, inputs))
        {
            return place.Fail(
                IssueIds.TooLarge,
                "Units",
                "has a weight of " + Sizes.Text(units, inputs) + ", because its " + place.InputName + " is " + place.Input
                    + "; use fewer units, or pool before it");
        }

        var parameters = new List<ParameterShape> { place.Parameter("weight", ParameterRole.Weight, units, inputs) };
        BigInteger operations = Sizes.Product(2, units, inputs);
        if (place.HasBias)
        {
            parameters.Add(place.Parameter("bias", ParameterRole.Bias, units));
            operations += units;
        }

        return new LayerShape(place.Layer, place.Input, SampleShape.Vector(units), parameters.ToEquatableArray(), Sizes.Operations(operations));
    }
}
