import type { TrialProduct } from './company-types'

/** What the trial company makes. Model names are invented. */
export const products: readonly TrialProduct[] = [
  { key: 'gateway-g200', name: 'YC-G200 边缘网关', summary: '80 种 PLC 协议直采，断网续传' },
  { key: 'gateway-g50', name: 'YC-G50 轻量网关', summary: '4G 单机联网，导轨安装' },
  { key: 'collector-d16', name: 'YC-D16 数据采集器', summary: '16 路模拟量，毫秒级采样' },
  { key: 'vision-v3', name: 'YC-V3 视觉质检盒', summary: '产线缺陷识别，边缘推理' },
  { key: 'cloud', name: '砚川设备云', summary: '设备接入、远程运维与告警' },
  { key: 'predict', name: '预测性维护套件', summary: '振动与温度建模，提前预警' },
  { key: 'energy', name: '能耗管理系统', summary: '分项计量、碳排核算与峰谷优化' },
  { key: 'mes-link', name: 'MES 互联中间件', summary: '对接 MES、ERP 的标准接口' },
]
