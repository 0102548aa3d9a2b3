using System.Collections.Generic;
using System.Linq;

namespace DeepTricks.Dsl.Shapes.Layers;

/// <summary>A function of the user's of each number, with tensors for what it learns.</summary>
internal sealed class ApplyRule : SameShapeRule
{
    /// <inheritdoc/>
    public override LayerSchema Schema { get; } = Describe(LayerKind.Apply, "apply");

    /// <inheritdoc/>
    protected override IEnumerable<ParameterShape> Parameters(LayerPlace place)
        => place.Layer.Function?.Learned.Select((learned, i) => place.Parameter(learned.Name, LearnedRoles.At(i), learned.PerChannel ? place.Input.Channels : 1)) ?? [];

    /// <inheritdoc/>
    protected override long FlopsPerNumber(LayerSpec layer) => layer.Function?.Expression.Count(c => c == '(') ?? 0;
}
