namespace DeepTricks.Dsl;

/// <summary>Applies a function of your own to each number: a static method with <see cref="PointwiseAttribute"/>, differentiated when the network is compiled.</summary>
/// <example>
/// <code>
/// [Pointwise]
/// public static float Swish(float x, [Learned(1.0)] float beta) =&gt; x / (1 + MathF.Exp(-beta * x));
///
/// [Dense(64), Apply(typeof(MyFunctions), nameof(MyFunctions.Swish))]
/// </code>
/// </example>
/// <param name="type">The class with the method.</param>
/// <param name="method">The method's name; layers are called after it (<c>swish1</c>).</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ApplyAttribute(Type type, string method) : LayerAttribute
{
    /// <summary>The class with the method.</summary>
    public Type Type { get; } = type;

    /// <summary>The method's name.</summary>
    public string Method { get; } = method;
}
