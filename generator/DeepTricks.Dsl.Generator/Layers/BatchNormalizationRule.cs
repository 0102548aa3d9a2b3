using System.Collections.Generic;
using DeepTricks.Dsl.Generator.Graph;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Layers;

/// <summary>Batch normalization (Ioffe and Szegedy 2015). With n values per channel, mean m and inverse deviation v: dx = scale * v * (dy - sum(dy)/n - (x - m) v * sum(dy (x - m) v)/n).</summary>
internal sealed class BatchNormalizationRule : LayerRule
{
    public override Operation Operation => Operation.BatchNormalization;

    public override IReadOnlyList<ParameterRole> Trained => [ParameterRole.NormScale, ParameterRole.NormShift];
}
