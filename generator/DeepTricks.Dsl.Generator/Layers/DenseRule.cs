using System.Collections.Generic;
using DeepTricks.Dsl.Generator.Graph;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Layers;

/// <summary>A fully connected layer. Backward reads its input and the gradient of its output.</summary>
internal sealed class DenseRule : LayerRule
{
    public override Operation Operation => Operation.Dense;

    public override IReadOnlyList<ParameterRole> Trained => [ParameterRole.Weight, ParameterRole.Bias];
}
