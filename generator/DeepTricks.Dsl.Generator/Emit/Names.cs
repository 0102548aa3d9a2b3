using DeepTricks.Dsl.Generator.Emit.Writer;
using DeepTricks.Dsl.Generator.Fusion;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Emit;

/// <summary>The names of emitted members, made from the declaration's names. Each has a suffix, so that no layer's name collides with a keyword or a member.</summary>
internal static class Names
{
    /// <summary><c>conv1</c> as the start of a field's name; <c>fire1_conv1</c> for <c>fire1.conv1</c>.</summary>
    public static string Field(string layer) => char.ToLowerInvariant(layer[0]) + layer.Substring(1).Replace('.', '_');

    /// <summary><c>Conv1</c> as the start of a method's or property's name.</summary>
    public static string Member(string layer) => char.ToUpperInvariant(layer[0]) + layer.Substring(1).Replace('.', '_');

    /// <summary>The name of a layer.</summary>
    public static string Layer(FusedNetwork network, int layer) => layer < 0 ? "input" : network.Graph.Spec.Layers[layer].Name;

    /// <summary>The field that holds a stored tensor of a layer: <c>conv1Weight</c>, <c>bn1NormScale</c>.</summary>
    public static string Tensor(string layer, ParameterRole role) => Field(layer) + role;

    /// <summary>The C# type name of a network, keywords escaped.</summary>
    public static string Class(NetworkSpec spec) => CSharp.Identifier(spec.ClassName);
}
