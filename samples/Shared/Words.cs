namespace Shared;

/// <summary>What a sample's reports call things.</summary>
/// <param name="One">One sample: <c>digit</c>.</param>
/// <param name="Many">Several: <c>digits</c>.</param>
/// <param name="Class">What there is one output for: <c>digit</c> or <c>class</c>.</param>
/// <param name="Recognized">What the network does with a sample: <c>read</c>.</param>
/// <param name="Mistaken">What it does to it when it errs: <c>misread</c>.</param>
public sealed record Words(string One, string Many, string Class, string Recognized, string Mistaken);
