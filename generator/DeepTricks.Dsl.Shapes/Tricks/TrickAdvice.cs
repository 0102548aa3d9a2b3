using System.Collections.Generic;
using System.Linq;

namespace DeepTricks.Dsl.Shapes.Tricks;

/// <summary>What practitioners would advise about a network that can be built: the rules DT1003 to DT1015 but for the budget.</summary>
public static class TrickAdvice
{
    /// <summary>The flat list: a new rule is one more line.</summary>
    private static readonly TrickRule[] Rules =
    [
        new DropoutAfterLargeLayers(),
        new NoResponseNormalization(),
        new MaxPoolInside(),
        new NoSaturatingActivation(),
        new PoolBeforeActivation(),
        new PReluRatherThanRelu(),
        new EluIsExpensive(),
        new BatchNormAlways(),
        new ScaledInput(),
        new NoXavierOnConvolutions(),
        new SmallDenseHead(),
        new BottleneckBeforeWideConvolution(),
    ];

    /// <summary>The advice about a network, in the order of its layers.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="shapes">What inference found; nothing is said about a network that cannot be built.</param>
    public static IEnumerable<Issue> Of(NetworkSpec spec, InferenceResult shapes)
    {
        if (!shapes.IsValid || shapes.Layers.Count != spec.Layers.Count)
        {
            return [];
        }

        var network = new NetworkView(spec, shapes.Layers);
        return Rules.SelectMany(rule => rule.Issues(network)).OrderBy(issue => issue.LayerIndex).Select(issue => BlockText.WithOrigin(issue, spec));
    }
}
