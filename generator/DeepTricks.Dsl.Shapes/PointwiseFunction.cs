namespace DeepTricks.Dsl.Shapes;

/// <summary>A function of the user's, which a layer applies to each number.</summary>
/// <param name="Method">The method's name: <c>Swish</c>.</param>
/// <param name="Expression">The function in the compiler's own notation, its parameters by their numbers.</param>
/// <param name="Derivative">Its derivative by the first parameter, where one was given by hand; null otherwise.</param>
/// <param name="Learned">What it learns: the parameters behind the first.</param>
public sealed record PointwiseFunction(string Method, string Expression, string? Derivative, EquatableArray<LearnedParameter> Learned);

/// <summary>A number that a function learns.</summary>
/// <param name="Name">The parameter's name: that of the tensor in files (<c>swish1.beta</c>), and of the hyperparameter where it starts.</param>
/// <param name="PerChannel">Whether every channel learns its own; otherwise the layer learns one.</param>
public sealed record LearnedParameter(string Name, bool PerChannel);
