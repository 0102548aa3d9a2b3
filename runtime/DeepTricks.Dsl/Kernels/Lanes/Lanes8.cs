using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepTricks.Dsl.Kernels;

/// <summary>Eight floats in a 256-bit vector: for processors with AVX2.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct Lanes8 : ILanes<Lanes8>
{
    private readonly Vector256<float> vector;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Lanes8(Vector256<float> vector) => this.vector = vector;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 8;
    }

    /// <inheritdoc/>
    public static Lanes8 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector256<float>.Zero);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Broadcast(float value) => new(Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 BroadcastFrom(Floats source) => new(Vector256.Create(*source.Pointer));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Load(Floats source) => new(Vector256.Load(source.Pointer));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Floats destination, Lanes8 value) => value.vector.Store(destination.Pointer);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator +(Lanes8 left, Lanes8 right) => new(left.vector + right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator -(Lanes8 left, Lanes8 right) => new(left.vector - right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator *(Lanes8 left, Lanes8 right) => new(left.vector * right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator /(Lanes8 left, Lanes8 right) => new(left.vector / right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator -(Lanes8 value) => new(-value.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator >(Lanes8 left, Lanes8 right) => new(Vector256.GreaterThan(left.vector, right.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator >=(Lanes8 left, Lanes8 right) => new(Vector256.GreaterThanOrEqual(left.vector, right.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator <(Lanes8 left, Lanes8 right) => new(Vector256.LessThan(left.vector, right.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator <=(Lanes8 left, Lanes8 right) => new(Vector256.LessThanOrEqual(left.vector, right.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator ==(Lanes8 left, Lanes8 right) => new(Vector256.Equals(left.vector, right.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator !=(Lanes8 left, Lanes8 right) => new(~Vector256.Equals(left.vector, right.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 MultiplyAdd(Lanes8 a, Lanes8 b, Lanes8 c) => Fusing.IsSupported
        ? new(Vector256.FusedMultiplyAdd(a.vector, b.vector, c.vector))
        : new((a.vector * b.vector) + c.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Select(Lanes8 mask, Lanes8 whenSet, Lanes8 otherwise) =>
        new(Vector256.ConditionalSelect(mask.vector, whenSet.vector, otherwise.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 And(Lanes8 left, Lanes8 right) => new(left.vector & right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Or(Lanes8 left, Lanes8 right) => new(left.vector | right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 IsNaN(Lanes8 value) => new(Vector256.IsNaN(value.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Sqrt(Lanes8 value) => new(Vector256.Sqrt(value.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Abs(Lanes8 value) => new(Vector256.Abs(value.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Exp(Lanes8 value) => LaneMath.Exp(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Log(Lanes8 value) => LaneMath.Log(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Tanh(Lanes8 value) => LaneMath.Tanh(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Sin(Lanes8 value) => LaneMath.Sin(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Cos(Lanes8 value) => LaneMath.Cos(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Lanes8 value) => Lanes4.Sum(new(value.vector.GetLower() + value.vector.GetUpper()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxAcross(Lanes8 value) => Lanes4.MaxAcross(new(Vector128.Max(value.vector.GetLower(), value.vector.GetUpper())));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Keep(uint element, uint key0, uint key1, uint threshold) =>
        LaneMath.Keep<Lanes8>(element, key0, key1, threshold);

    static Lanes8 ILanes<Lanes8>.LaneNumbers
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector256<uint>.Indices.AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes8 ILanes<Lanes8>.BroadcastBits(uint bits) => new(Vector256.Create(bits).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes8 ILanes<Lanes8>.AddBits(Lanes8 left, Lanes8 right) =>
        new((left.vector.AsUInt32() + right.vector.AsUInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes8 ILanes<Lanes8>.MultiplyBits(Lanes8 left, Lanes8 right) =>
        new((left.vector.AsUInt32() * right.vector.AsUInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes8 ILanes<Lanes8>.XorBits(Lanes8 left, Lanes8 right) => new(left.vector ^ right.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes8 ILanes<Lanes8>.ShiftLeft(Lanes8 value, int count) => new((value.vector.AsUInt32() << count).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes8 ILanes<Lanes8>.ShiftRight(Lanes8 value, int count) => new((value.vector.AsUInt32() >>> count).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes8 ILanes<Lanes8>.BitsAtLeast(Lanes8 left, Lanes8 right) =>
        new(Vector256.GreaterThanOrEqual(left.vector.AsUInt32(), right.vector.AsUInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes8 ILanes<Lanes8>.LoadAt(float* source) => new(Vector256.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes8 ILanes<Lanes8>.BroadcastAt(float* source) => new(Vector256.Create(*source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void ILanes<Lanes8>.Transpose(Floats source, nint sourceStride, Floats target, nint targetStride) =>
        BlockTranspose.Eight(source.Pointer, sourceStride, target.Pointer, targetStride);

    /// <summary>Whether all lanes are equal as numbers.</summary>
    public override bool Equals(object? other) => other is Lanes8 lanes && vector.Equals(lanes.vector);

    /// <inheritdoc/>
    public override int GetHashCode() => vector.GetHashCode();
}
