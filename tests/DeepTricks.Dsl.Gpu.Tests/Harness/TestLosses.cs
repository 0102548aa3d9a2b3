using DeepTricks.Dsl.Kernels;

namespace DeepTricks.Dsl.Gpu.Tests.Harness;

/// <summary>A loss without settings, as the compiler writes it for lanes and for threads.</summary>
internal struct Squares : IPointwiseLoss<Lanes1>, IGpuPointwiseLoss
{
    public readonly Lanes1 Value(Lanes1 x, Lanes1 t) => (x - t) * (x - t);

    public readonly Lanes1 Slope(Lanes1 x, Lanes1 t) => Lanes1.Broadcast(2f) * (x - t);

    public readonly float Value(float x, float t) => (x - t) * (x - t);

    public readonly float Slope(float x, float t) => 2f * (x - t);
}

/// <summary>A loss with a setting and a choice.</summary>
internal struct Lopsided : IPointwiseLoss<Lanes1>, IGpuPointwiseLoss
{
    public float Factor;

    public readonly Lanes1 Value(Lanes1 x, Lanes1 t) => Lanes1.Select(x > t, Lanes1.Exp(x - t), Lanes1.Broadcast(Factor) * (x - t));

    public readonly Lanes1 Slope(Lanes1 x, Lanes1 t) => Lanes1.Select(x > t, Lanes1.Exp(x - t), Lanes1.Broadcast(Factor));

    public readonly float Value(float x, float t) => x > t ? ThreadMath.Exp(x - t) : Factor * (x - t);

    public readonly float Slope(float x, float t) => x > t ? ThreadMath.Exp(x - t) : Factor;
}
