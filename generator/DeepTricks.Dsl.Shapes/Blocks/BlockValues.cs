using System.Linq;

namespace DeepTricks.Dsl.Shapes;

/// <summary>What follows from the parameters of blocks.</summary>
public static class BlockValues
{
    /// <summary>What stands for a block where tables of hyperparameters name a layer.</summary>
    public static int OwnerOf(int block) => -2 - block;

    /// <summary>The block that such a number stands for; negative for a layer or the input.</summary>
    public static int BlockOf(int owner) => -2 - owner;

    /// <summary>The network with every parameter and setting that an expression gives worked out from the parameters that are plain numbers.</summary>
    public static NetworkSpec Settle(NetworkSpec spec)
    {
        if (spec.Blocks.Count == 0)
        {
            return spec;
        }

        // A block stands behind the one around it, so that one pass is enough.
        var blocks = spec.Blocks.ToArray();
        for (int i = 0; i < blocks.Length; i++)
        {
            var around = blocks[i].Parent < 0 ? null : blocks[blocks[i].Parent];
            blocks[i] = blocks[i] with
            {
                Parameters = blocks[i].Parameters
                    .Select(parameter => parameter.Expression is { } text && around is not null
                        ? parameter with { Value = BlockExpression.Evaluate(text, around) }
                        : parameter)
                    .ToEquatableArray(),
            };
        }

        return spec with
        {
            Blocks = blocks.ToEquatableArray(),
            Layers = spec.Layers.Select(layer => layer.Expressions.Count == 0 ? layer : Settle(layer, blocks[layer.Block])).ToEquatableArray(),
        };
    }

    private static LayerSpec Settle(LayerSpec layer, BlockSpec block) => layer with
    {
        Settings = layer.Settings
            .Select(setting => layer.ExpressionOf(setting.Name) is { } text ? new Setting(setting.Name, BlockExpression.Evaluate(text, block)) : setting)
            .ToEquatableArray(),
    };
}
