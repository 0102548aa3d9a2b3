namespace DeepTricks.Dsl;

/// <summary>x times the probability of a normal variable below x, in the form with tanh: <c>x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x³))) / 2</c>, which differs from the exact one by less than 0.0005. Not monotone: below zero it dips and comes back to zero.</summary>
/// <remarks>D. Hendrycks and K. Gimpel, "Gaussian Error Linear Units (GELUs)", 2016.</remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class GeluAttribute : LayerAttribute;
