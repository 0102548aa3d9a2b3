using System.Linq;

namespace DeepTricks.Dsl.Shapes;

/// <summary>Blocks as people write them, for messages and tables.</summary>
public static class BlockText
{
    /// <summary>The use as its attribute: <c>Fire(16, 64)</c>.</summary>
    public static string Declaration(BlockSpec block) => block.Parameters.Count == 0
        ? block.AttributeName
        : block.AttributeName + "(" + string.Join(", ", block.Parameters.Select(Value)) + ")";

    /// <summary>The use as messages begin: <c>'Fire(16, 64)' (fire1)</c>.</summary>
    public static string Described(BlockSpec block) => "'" + Declaration(block) + "' (" + block.Name + ")";

    /// <summary>A parameter's value as one writes it.</summary>
    public static string Value(BlockParameter parameter)
        => parameter.Kind == BlockParameterKind.Truth ? parameter.Value != 0 ? "true" : "false" : LayerText.Number(parameter.Value);

    /// <summary>An issue of a layer in a block, with words that say where it comes from.</summary>
    internal static Issue WithOrigin(Issue issue, NetworkSpec spec)
    {
        if (issue.LayerIndex < 0 || spec.Layers[issue.LayerIndex] is not { Block: >= 0 } layer)
        {
            return issue;
        }

        string source = layer.Expressions.Count == 0 ? "" : ", which writes it as '" + LayerText.Source(layer) + "'";
        return issue with { Message = issue.Message + "; it stands in the block " + Described(spec.Blocks[layer.Block]) + source };
    }
}
