using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepTricks.Dsl.Kernels;

/// <summary>Four floats in a 128-bit vector: for Arm, WebAssembly and old x86.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct Lanes4 : ILanes<Lanes4>
{
    private readonly Vector128<float> vector;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Lanes4(Vector128<float> vector) => this.vector = vector;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 4;
    }

    /// <inheritdoc/>
    public static Lanes4 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector128<float>.Zero);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Broadcast(float value) => new(Vector128.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 BroadcastFrom(Floats source) => new(Vector128.Create(*source.Pointer));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Load(Floats source) => new(Vector128.Load(source.Pointer));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Floats destination, Lanes4 value) => value.vector.Store(destination.Pointer);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator +(Lanes4 left, Lanes4 right) => new(left.vector + right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator -(Lanes4 left, Lanes4 right) => new(left.vector - right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator *(Lanes4 left, Lanes4 right) => new(left.vector * right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator /(Lanes4 left, Lanes4 right) => new(left.vector / right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator -(Lanes4 value) => new(-value.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator >(Lanes4 left, Lanes4 right) => new(Vector128.GreaterThan(left.vector, right.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator >=(Lanes4 left, Lanes4 right) => new(Vector128.GreaterThanOrEqual(left.vector, right.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator <(Lanes4 left, Lanes4 right) => new(Vector128.LessThan(left.vector, right.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator <=(Lanes4 left, Lanes4 right) => new(Vector128.LessThanOrEqual(left.vector, right.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator ==(Lanes4 left, Lanes4 right) => new(Vector128.Equals(left.vector, right.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator !=(Lanes4 left, Lanes4 right) => new(~Vector128.Equals(left.vector, right.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 MultiplyAdd(Lanes4 a, Lanes4 b, Lanes4 c) => Fusing.IsSupported
        ? new(Vector128.FusedMultiplyAdd(a.vector, b.vector, c.vector))
        : new((a.vector * b.vector) + c.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Select(Lanes4 mask, Lanes4 whenSet, Lanes4 otherwise) =>
        new(Vector128.ConditionalSelect(mask.vector, whenSet.vector, otherwise.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 And(Lanes4 left, Lanes4 right) => new(left.vector & right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Or(Lanes4 left, Lanes4 right) => new(left.vector | right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 IsNaN(Lanes4 value) => new(Vector128.IsNaN(value.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Sqrt(Lanes4 value) => new(Vector128.Sqrt(value.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Abs(Lanes4 value) => new(Vector128.Abs(value.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Exp(Lanes4 value) => LaneMath.Exp(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Log(Lanes4 value) => LaneMath.Log(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Tanh(Lanes4 value) => LaneMath.Tanh(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Sin(Lanes4 value) => LaneMath.Sin(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Cos(Lanes4 value) => LaneMath.Cos(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Lanes4 value) => SumHalves(value.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxAcross(Lanes4 value) => MaxHalves(value.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Keep(uint element, uint key0, uint key1, uint threshold) =>
        LaneMath.Keep<Lanes4>(element, key0, key1, threshold);

    static Lanes4 ILanes<Lanes4>.LaneNumbers
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector128<uint>.Indices.AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes4 ILanes<Lanes4>.BroadcastBits(uint bits) => new(Vector128.Create(bits).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes4 ILanes<Lanes4>.AddBits(Lanes4 left, Lanes4 right) =>
        new((left.vector.AsUInt32() + right.vector.AsUInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes4 ILanes<Lanes4>.MultiplyBits(Lanes4 left, Lanes4 right) =>
        new((left.vector.AsUInt32() * right.vector.AsUInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes4 ILanes<Lanes4>.XorBits(Lanes4 left, Lanes4 right) => new(left.vector ^ right.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes4 ILanes<Lanes4>.ShiftLeft(Lanes4 value, int count) => new((value.vector.AsUInt32() << count).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes4 ILanes<Lanes4>.ShiftRight(Lanes4 value, int count) => new((value.vector.AsUInt32() >>> count).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes4 ILanes<Lanes4>.BitsAtLeast(Lanes4 left, Lanes4 right) =>
        new(Vector128.GreaterThanOrEqual(left.vector.AsUInt32(), right.vector.AsUInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes4 ILanes<Lanes4>.LoadAt(float* source) => new(Vector128.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes4 ILanes<Lanes4>.BroadcastAt(float* source) => new(Vector128.Create(*source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void ILanes<Lanes4>.Transpose(Floats source, nint sourceStride, Floats target, nint targetStride) =>
        BlockTranspose.Four(source.Pointer, sourceStride, target.Pointer, targetStride);

    /// <summary>Whether all lanes are equal as numbers.</summary>
    public override bool Equals(object? other) => other is Lanes4 lanes && vector.Equals(lanes.vector);

    /// <inheritdoc/>
    public override int GetHashCode() => vector.GetHashCode();

    private static float SumHalves(Vector128<float> value)
    {
        value += Vector128.Shuffle(value, Vector128.Create(2, 3, 0, 1));
        return value.ToScalar() + value.GetElement(1);
    }

    private static float MaxHalves(Vector128<float> value)
    {
        value = Vector128.Max(value, Vector128.Shuffle(value, Vector128.Create(2, 3, 0, 1)));
        return MathF.Max(value.ToScalar(), value.GetElement(1));
    }
}
