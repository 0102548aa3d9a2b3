using System.Collections.Generic;
using DeepTricks.Dsl.Generator.Graph;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Layers;

/// <summary>A convolution. Backward reads its input and the gradient of its output.</summary>
internal sealed class ConvolutionRule : LayerRule
{
    public override Operation Operation => Operation.Convolution;

    public override IReadOnlyList<ParameterRole> Trained => [ParameterRole.Weight, ParameterRole.Bias];
}
