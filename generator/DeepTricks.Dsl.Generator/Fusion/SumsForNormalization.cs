using System.Linq;

namespace DeepTricks.Dsl.Generator.Fusion;

/// <summary>A convolution in front of a batch normalization sums its outputs and their squares while they are in registers.</summary>
internal static class SumsForNormalization
{
    public static void Run(FusedNetwork fused)
    {
        foreach (var stage in fused.Stages.Where(s => s.Kind == StageKind.Chain && s.Normalization is not null && s.Domain == StageDomain.Samples))
        {
            if (fused.Producer(stage.Source) is { Kind: StageKind.Convolution } producer && fused.ChainBehind(producer) == stage)
            {
                producer.SumsOutput = true;
            }
        }
    }
}
