using System.ComponentModel;

namespace DeepTricks.Dsl;

/// <summary>What the compiler leaves in an assembly of each <see cref="PointwiseAttribute"/> function, for networks in other assemblies: metadata has no bodies.</summary>
/// <param name="type">The full name of the class.</param>
/// <param name="method">The method's name.</param>
/// <param name="expression">The function in the compiler's own notation.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PointwiseExpressionAttribute(string type, string method, string expression) : Attribute
{
    /// <summary>The full name of the class.</summary>
    public string Type { get; } = type;

    /// <summary>The method's name.</summary>
    public string Method { get; } = method;

    /// <summary>The function in the compiler's own notation.</summary>
    public string Expression { get; } = expression;
}
